package org.harborlight.schemas.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of responders, and of clients that name them. */
public final class OcspCertificates {
    private OcspCertificates() {}

    /** Of one that may answer for the authority if that is its purpose, for an hour until the given end. */
    static X509Certificate responder(
            CertificateAuthority authority, PublicKey subject, KeyPurposeId purpose, Instant end) {
        return issue(authority, subject, end, Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose));
    }

    /** Of the participant platform-a, naming the responders to ask. */
    public static IssuedCertificate client(CertificateAuthority authority, String... responders) {
        KeyPair subject = keys("EC");
        ASN1Encodable[] access = Stream.of(responders)
                .map(url -> new AccessDescription(
                        AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, url)))
                .toArray(ASN1Encodable[]::new);
        X509Certificate certificate = issue(
                authority,
                subject.getPublic(),
                Instant.now().plus(Duration.ofMinutes(30)),
                Extension.authorityInfoAccess,
                new DERSequence(access));
        return new IssuedCertificate(certificate, subject);
    }

    static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate issue(
            CertificateAuthority authority,
            PublicKey subject,
            Instant end,
            ASN1ObjectIdentifier extension,
            ASN1Encodable value) {
        try {
            var names = new GeneralNames(
                    new GeneralName(GeneralName.uniformResourceIdentifier, PeerIdentity.participantUri("platform-a")));
            var certificate = new JcaX509v3CertificateBuilder(
                            authority.certificate().getSubjectX500Principal(),
                            new BigInteger(100, new SecureRandom()),
                            Date.from(end.minus(Duration.ofHours(1))),
                            Date.from(end),
                            new X500Principal("CN=platform-a"),
                            subject)
                    .addExtension(Extension.subjectAlternativeName, false, names)
                    .addExtension(extension, false, value);
            return new JcaX509CertificateConverter()
                    .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(authority.keyPair().getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
