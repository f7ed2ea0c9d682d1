package org.harborlight.standalone.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;

/**
 * A certificate authority of this machine, kept in a folder. Issues certificates for {@code localhost} and renews them
 * at a start when less than a third of their time is left. Not for several processes at a time.
 */
public final class LocalAuthority {
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Duration RENEW_WHEN_LEFT = Duration.ofDays(30);

    private final CertificateAuthority authority;
    private final Path certificateFile;
    private final InstantSource clock;
    private final SecureRandom random;

    private LocalAuthority(
            CertificateAuthority authority, Path certificateFile, InstantSource clock, SecureRandom random) {
        this.authority = authority;
        this.certificateFile = certificateFile;
        this.clock = clock;
        this.random = random;
    }

    /** Makes the authority on the first call for a folder and restores it on every later one. */
    public static LocalAuthority open(Path folder, String name, InstantSource clock, SecureRandom random) {
        Path certificateFile = folder.resolve(name + ".pem");
        Path keyFile = folder.resolve(name + ".key");
        if (!Files.exists(certificateFile)) {
            CertificateAuthority made = CertificateAuthority.create("Harborlight local " + name, clock, random);
            SecretFiles.write(
                    keyFile,
                    PemFiles.encode("PRIVATE KEY", made.keyPair().getPrivate().getEncoded()));
            SecretFiles.write(certificateFile, PemFiles.certificates(List.of(made.certificate())));
        }
        X509Certificate certificate = PemFiles.readCertificates(certificateFile).getFirst();
        KeyPair keys = new KeyPair(
                certificate.getPublicKey(),
                MutualTls.privateKey(keyFile, certificate.getPublicKey().getAlgorithm()));
        return new LocalAuthority(
                CertificateAuthority.restore(certificate, keys, clock, random), certificateFile, clock, random);
    }

    /** The same authority by another clock. */
    public LocalAuthority by(InstantSource otherClock) {
        return new LocalAuthority(
                CertificateAuthority.restore(authority.certificate(), authority.keyPair(), otherClock, random),
                certificateFile,
                otherClock,
                random);
    }

    /** The file that those who trust this authority are given. */
    public Path certificateFile() {
        return certificateFile;
    }

    public String certificatePem() {
        return SecretFiles.read(certificateFile);
    }

    /** The identity that a certificate of this authority stands for. */
    public TlsIdentity identity(String participantId) {
        byte[] issuer = Sha256.of(authority.certificate().getPublicKey().getEncoded());
        return new TlsIdentity(java.nio.ByteBuffer.wrap(issuer), PeerIdentity.participantUri(participantId));
    }

    /** Writes {@code certificate.pem} and {@code key.pem} for a server and client on this machine, unless they are good. */
    public void issue(Path folder, String participantId) {
        issue(folder, participantId, List.of("localhost"), List.of("127.0.0.1"));
    }

    /** The same for a server that is reached by other names and addresses. */
    public void issue(Path folder, String participantId, List<String> dnsNames, List<String> addresses) {
        Path certificate = folder.resolve("certificate.pem");
        if (Files.exists(certificate)
                && lasts(PemFiles.readCertificates(certificate).getFirst())) {
            return;
        }
        IssuedCertificate issued = authority.issue(new IssueRequest(
                participantId, List.of(PeerIdentity.participantUri(participantId)), dnsNames, addresses, VALIDITY));
        SecretFiles.write(
                folder.resolve("key.pem"),
                PemFiles.encode("PRIVATE KEY", issued.keyPair().getPrivate().getEncoded()));
        SecretFiles.write(certificate, PemFiles.certificates(List.of(issued.certificate())));
    }

    private boolean lasts(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEW_WHEN_LEFT));
    }
}
