package org.harborlight.schemas.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A small certificate authority (ECDSA P-256) for demos, tests and those who have none. Thread-safe. */
public final class CertificateAuthority {
    private static final Duration CA_VALIDITY = Duration.ofDays(3650);
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final X500Name name;
    private final X509Certificate certificate;
    private final KeyPair keyPair;
    private final InstantSource clock;
    private final SecureRandom random;

    private CertificateAuthority(
            X500Name name, X509Certificate certificate, KeyPair keyPair, InstantSource clock, SecureRandom random) {
        this.name = name;
        this.certificate = certificate;
        this.keyPair = keyPair;
        this.clock = clock;
        this.random = random;
    }

    public static CertificateAuthority create(String commonName, InstantSource clock, SecureRandom random) {
        try {
            X500Name name = name(commonName);
            KeyPair keyPair = keyPair(random);
            X509v3CertificateBuilder builder =
                    builder(name, keyPair, name, keyPair.getPublic(), clock, CA_VALIDITY, random);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new CertificateAuthority(name, sign(builder, keyPair), keyPair, clock, random);
        } catch (GeneralSecurityException | OperatorCreationException | IOException cannotCreate) {
            throw new IllegalStateException("cannot create a certificate authority", cannotCreate);
        }
    }

    /** Restores an authority from its stored certificate and key. */
    public static CertificateAuthority restore(
            X509Certificate certificate, KeyPair keyPair, InstantSource clock, SecureRandom random) {
        X500Name name =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return new CertificateAuthority(name, certificate, keyPair, clock, random);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public KeyPair keyPair() {
        return keyPair;
    }

    /** Issues a certificate for a new key pair, good for server and client. */
    public IssuedCertificate issue(IssueRequest request) {
        try {
            KeyPair subject = keyPair(random);
            return new IssuedCertificate(certify(subject.getPublic(), request), subject);
        } catch (GeneralSecurityException cannotIssue) {
            throw new IllegalStateException("cannot issue a certificate", cannotIssue);
        }
    }

    /** Issues a certificate for a key that its holder keeps, good for server and client. */
    public X509Certificate certify(PublicKey subject, IssueRequest request) {
        try {
            X509v3CertificateBuilder builder =
                    builder(name, keyPair, name(request.commonName()), subject, clock, request.validity(), random);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(Extension.subjectAlternativeName, false, names(request));
            return sign(builder, keyPair);
        } catch (GeneralSecurityException | OperatorCreationException | IOException cannotIssue) {
            throw new IllegalStateException("cannot issue a certificate", cannotIssue);
        }
    }

    private static GeneralNames names(IssueRequest request) {
        List<GeneralName> names = new ArrayList<>();
        request.sanUris().forEach(uri -> names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
        request.dnsNames().forEach(dns -> names.add(new GeneralName(GeneralName.dNSName, dns)));
        request.ipAddresses().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer,
            KeyPair issuerKeys,
            X500Name subject,
            PublicKey subjectKey,
            InstantSource clock,
            Duration validity,
            SecureRandom random)
            throws GeneralSecurityException, IOException {
        Instant now = clock.instant();
        var extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).setBit(126),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(validity)),
                subject,
                subjectKey);
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
        builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(subjectKey));
        return builder;
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Harborlight")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }
}
