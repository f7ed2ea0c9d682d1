package org.harborlight.schemas.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.RevocationList;
import org.harborlight.schemas.tls.RevocationListSigner;
import org.harborlight.schemas.tls.RevokedCertificate;

/** Certificates and revocation lists. */
final class CertificateTargets {
    private final Instant now = Instant.now();
    private final CertificateAuthority authority =
            CertificateAuthority.create("One", InstantSource.system(), new SecureRandom());
    private final List<X509Certificate> authorities = List.of(authority.certificate());

    private CertificateTargets() {}

    static List<ParserTarget> all() {
        return new CertificateTargets().targets();
    }

    private List<ParserTarget> targets() {
        X509Certificate leaf = authority
                .issue(new IssueRequest(
                        "a",
                        List.of("urn:harborlight:participant:a"),
                        List.of("localhost"),
                        List.of(),
                        Duration.ofDays(1)))
                .certificate();
        PeerIdentities identities = new PeerIdentities(authorities);
        RevokedCertificate revoked = new RevokedCertificate(leaf.getSerialNumber(), now, 1);
        String list = new RevocationListSigner(authority)
                .pem(BigInteger.TEN, now, now.plus(Duration.ofDays(1)), List.of(revoked));
        return List.of(
                new ParserTarget(
                        "peer-certificate",
                        List.of(ascii(PemFiles.certificates(List.of(leaf, authority.certificate())))),
                        ParserTarget.expecting(
                                IllegalArgumentException.class,
                                bytes -> PemFiles.parseCertificates(new String(bytes, StandardCharsets.ISO_8859_1))
                                        .forEach(identities::identify))),
                new ParserTarget(
                        "revocation-list",
                        List.of(ascii(list), PemFiles.decode(list, RevocationListSigner.PEM_LABEL)),
                        ParserTarget.expecting(IllegalArgumentException.class, this::read)),
                new ParserTarget(
                        "revocation-list-number",
                        List.of(encoded(new ASN1Integer(10)), new byte[] {2, 1, -1}, new byte[0]),
                        ParserTarget.expecting(
                                IllegalArgumentException.class, number -> read(signedWithNumber(number)))));
    }

    private void read(byte[] file) {
        RevocationList.read(file, authorities, now);
    }

    /** An authority whose lists are sound but for what stands as their number. */
    private byte[] signedWithNumber(byte[] number) {
        try {
            X509v2CRLBuilder list = new JcaX509v2CRLBuilder(authority.certificate(), Date.from(now));
            list.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
            list.addExtension(Extension.cRLNumber, false, number);
            return list.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(authority.keyPair().getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot sign a revocation list", e);
        }
    }

    private static byte[] encoded(ASN1Integer number) {
        try {
            return number.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
