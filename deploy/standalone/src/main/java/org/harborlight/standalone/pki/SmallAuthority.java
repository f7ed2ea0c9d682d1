package org.harborlight.standalone.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.RevocationListSigner;
import org.harborlight.schemas.tls.RevokedCertificate;

/**
 * A certificate authority (ECDSA P-256) in a folder: {@code ca.pem}, {@code ca.key}, {@code issued/<serial>.pem},
 * {@code revoked.txt} and the number of the last revocation list. One process at a time; the folder is locked while open.
 */
public final class SmallAuthority implements AutoCloseable {
    private final Path folder;
    private final CertificateAuthority authority;
    private final InstantSource clock;
    private final FileChannel lock;
    private final RevokedBook revoked;

    private SmallAuthority(Path folder, CertificateAuthority authority, InstantSource clock, FileChannel lock) {
        this.folder = folder;
        this.authority = authority;
        this.clock = clock;
        this.lock = lock;
        this.revoked = new RevokedBook(folder.resolve("revoked.txt"));
    }

    /** Throws IllegalStateException where there is anything of an authority already. */
    public static SmallAuthority create(Path folder, String name, InstantSource clock, SecureRandom random) {
        SecretFiles.createFolder(folder);
        FileChannel lock = lock(folder);
        if (Files.exists(certificate(folder)) || Files.exists(key(folder))) {
            close(lock);
            throw new IllegalStateException(folder + " holds an authority already; it is never replaced");
        }
        CertificateAuthority made = CertificateAuthority.create(name, clock, random);
        SecretFiles.writeDurably(
                key(folder),
                PemFiles.encode("PRIVATE KEY", made.keyPair().getPrivate().getEncoded())
                        .getBytes(StandardCharsets.UTF_8));
        SecretFiles.write(certificate(folder), PemFiles.certificates(List.of(made.certificate())));
        return new SmallAuthority(folder, made, clock, lock);
    }

    /** Throws IllegalStateException where there is none. */
    public static SmallAuthority open(Path folder, InstantSource clock, SecureRandom random) {
        if (!Files.exists(certificate(folder)) || !Files.exists(key(folder))) {
            throw new IllegalStateException("no authority in " + folder);
        }
        X509Certificate own = PemFiles.readCertificates(certificate(folder)).getFirst();
        KeyPair keys = new KeyPair(
                own.getPublicKey(),
                MutualTls.privateKey(key(folder), own.getPublicKey().getAlgorithm()));
        return new SmallAuthority(folder, CertificateAuthority.restore(own, keys, clock, random), clock, lock(folder));
    }

    /** The file for those who trust this authority. */
    public Path certificateFile() {
        return certificate(folder);
    }

    /** How the directory names this authority: lower-case hexadecimal SHA-256 of its public key. */
    public String issuerSha256() {
        return Sha256.hex(authority.certificate().getPublicKey().getEncoded());
    }

    public IssuedCertificate issue(IssueRequest request) {
        IssuedCertificate issued = authority.issue(request);
        record(issued.certificate());
        return issued;
    }

    /** For a key that its holder keeps. */
    public X509Certificate certify(PublicKey key, IssueRequest request) {
        X509Certificate issued = authority.certify(key, request);
        record(issued);
        return issued;
    }

    /** Whether a certificate with this serial was issued here. */
    public boolean issued(BigInteger serial) {
        return Files.exists(issuedFile(serial));
    }

    /** False when it is revoked already. */
    public boolean revoke(BigInteger serial, int reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return revoked.add(new RevokedCertificate(serial, now, reason));
    }

    /** Writes the next revocation list, and returns its number. */
    public BigInteger writeRevocationList(Path file, Duration validity) {
        BigInteger number = nextNumber();
        Instant now = clock.instant();
        String pem = new RevocationListSigner(authority).pem(number, now, now.plus(validity), revoked.all());
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, pem);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return number;
    }

    public int revokedCount() {
        return revoked.all().size();
    }

    /** Taken before the list is written: a number is never used twice. */
    private BigInteger nextNumber() {
        Path file = folder.resolve("crl-number");
        BigInteger next = Files.exists(file)
                ? new BigInteger(SecretFiles.read(file).strip()).add(BigInteger.ONE)
                : BigInteger.ONE;
        SecretFiles.writeDurably(file, (next + "\n").getBytes(StandardCharsets.UTF_8));
        return next;
    }

    private void record(X509Certificate certificate) {
        SecretFiles.write(issuedFile(certificate.getSerialNumber()), PemFiles.certificates(List.of(certificate)));
    }

    private Path issuedFile(BigInteger serial) {
        return folder.resolve("issued").resolve(serial.toString(16) + ".pem");
    }

    private static Path certificate(Path folder) {
        return folder.resolve("ca.pem");
    }

    private static Path key(Path folder) {
        return folder.resolve("ca.key");
    }

    private static FileChannel lock(Path folder) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve("ca.lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    SecretFiles.ownerOnly());
            FileLock held = channel.tryLock();
            if (held == null) {
                close(channel);
                throw new IllegalStateException(folder + " is in use by another process");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the lock", e);
        }
    }

    @Override
    public void close() {
        close(lock);
    }
}
