package org.harborlight.service.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.RevocationListSigner;
import org.harborlight.schemas.tls.RevokedCertificate;
import org.jspecify.annotations.Nullable;

/** The files of an endpoint in a folder, an authority for it and its clients, and clients. For one thread. */
final class TlsScene {
    static final Duration GRACE = Duration.ofHours(1);
    static final Duration LIST_VALIDITY = Duration.ofHours(2);
    private static final char[] PASSWORD = "changeit".toCharArray();

    final CertificateAuthority authority = authority("One");
    final CertificateAuthority another = authority("Another");
    final Path folder;
    final TlsFiles files;
    volatile Instant now = Instant.now();
    private int lists;

    TlsScene(Path folder) {
        this.folder = folder;
        this.files = files(List.of());
        show(server());
        trust(authority);
    }

    static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(name, InstantSource.system(), new SecureRandom());
    }

    TlsFiles files(List<Path> lists) {
        return files(lists, TlsFiles.Ocsp.NONE);
    }

    /** No lists, but responders. */
    TlsFiles asking(TestResponder... responders) {
        return files(List.of(), ocsp(responders));
    }

    static TlsFiles.Ocsp ocsp(TestResponder... responders) {
        return new TlsFiles.Ocsp(Stream.of(responders).map(TestResponder::url).toList(), Duration.ofHours(1), GRACE);
    }

    TlsFiles files(List<Path> lists, TlsFiles.Ocsp ocsp) {
        return new TlsFiles(
                new TlsFiles.Pem(folder.resolve("tls.crt"), folder.resolve("tls.key")),
                folder.resolve("trust.crt"),
                new TlsFiles.Lists(lists, GRACE),
                ocsp);
    }

    LiveTls open(TlsFiles of) {
        return LiveTls.open("test", of, () -> now);
    }

    IssuedCertificate server() {
        return server(Duration.ofDays(1));
    }

    IssuedCertificate server(Duration validity) {
        return authority.issue(new IssueRequest(
                "server",
                List.of("urn:harborlight:service:test"),
                List.of("localhost"),
                List.of("127.0.0.1"),
                validity));
    }

    static IssuedCertificate client(CertificateAuthority of, String id) {
        return of.issue(new IssueRequest(
                id, List.of(PeerIdentity.participantUri(id)), List.of(), List.of(), Duration.ofDays(1)));
    }

    void show(IssuedCertificate certificate) {
        PemFiles.writeCertificates(folder.resolve("tls.crt"), List.of(certificate.certificate()));
        PemFiles.writeKey(folder.resolve("tls.key"), certificate.keyPair().getPrivate());
    }

    void trust(CertificateAuthority... authorities) {
        PemFiles.writeCertificates(
                folder.resolve("trust.crt"),
                Arrays.stream(authorities)
                        .map(CertificateAuthority::certificate)
                        .toList());
    }

    /** Writes the certificate and its key as a PKCS#12 file. */
    TlsFiles pkcs12(IssuedCertificate certificate) throws GeneralSecurityException, IOException {
        Path file = folder.resolve("tls.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "one", certificate.keyPair().getPrivate(), PASSWORD, new Certificate[] {certificate.certificate()});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return new TlsFiles(
                new TlsFiles.Pkcs12(file, new Password(new String(PASSWORD))),
                folder.resolve("trust.crt"),
                new TlsFiles.Lists(List.of(), GRACE),
                TlsFiles.Ocsp.NONE);
    }

    /** Writes the next list of an authority, valid from now on. */
    Path list(String name, CertificateAuthority of, X509Certificate... revoked) {
        lists++;
        return list(name, of, lists, revoked);
    }

    Path list(String name, CertificateAuthority of, int number, X509Certificate... revoked) {
        String pem = new RevocationListSigner(of)
                .pem(
                        BigInteger.valueOf(number),
                        now,
                        now.plus(LIST_VALIDITY),
                        Arrays.stream(revoked)
                                .map(certificate -> new RevokedCertificate(certificate.getSerialNumber(), now, 1))
                                .toList());
        return write(name, pem);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of the JDK that trusts the authority; null shows no certificate. */
    SSLContext context(@Nullable IssuedCertificate own) {
        return context(own, JdkManagers.trust(List.of(authority.certificate())));
    }

    static SSLContext context(@Nullable IssuedCertificate own, X509ExtendedTrustManager trust) {
        try {
            KeyManager[] keys = {};
            if (own != null) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("own", own.keyPair().getPrivate(), PASSWORD, new Certificate[] {own.certificate()});
                KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
                factory.init(store, PASSWORD);
                keys = factory.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
