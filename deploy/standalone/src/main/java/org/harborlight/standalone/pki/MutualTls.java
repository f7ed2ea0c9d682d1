package org.harborlight.standalone.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * TLS contexts of the JDK from PEM files: a certificate chain with its PKCS#8 key to show, and authorities to trust.
 * Trust is never wider than the file.
 */
public final class MutualTls {
    private static final char[] NO_PASSWORD = new char[0];
    private static final String OWN = "own";

    private MutualTls() {}

    /** Shows a certificate and trusts only the given authorities. */
    public static SSLContext context(Path certificate, Path key, Path trust) {
        try {
            return context(keyManagers(certificate, key), trust);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the certificate " + certificate + " with " + key, e);
        }
    }

    /** Shows no certificate: for proving that a listener refuses that. */
    public static SSLContext anonymous(Path trust) {
        return context(new KeyManager[0], trust);
    }

    /** Shows its certificate also to who asks for those of other authorities: for proving that a listener refuses it. */
    public static SSLContext insisting(Path certificate, Path key, Path trust) {
        try {
            KeyManager[] own = keyManagers(certificate, key);
            return context(
                    Arrays.stream(own)
                            .map(manager -> manager instanceof X509ExtendedKeyManager x509
                                    ? new InsistingKeyManager(x509, OWN)
                                    : manager)
                            .toArray(KeyManager[]::new),
                    trust);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the certificate " + certificate + " with " + key, e);
        }
    }

    /** At least one; throws IllegalArgumentException where there is none. */
    public static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> found = read(file);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no certificate in " + file);
        }
        return found;
    }

    private static List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a PEM certificate: " + file, e);
        }
    }

    public static PrivateKey privateKey(Path file, String algorithm) {
        String body = SecretFiles.read(file).replaceAll("-----[A-Z ]+-----", "");
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a PKCS#8 key: " + file, e);
        }
    }

    private static SSLContext context(KeyManager[] keys, Path trust) {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, NO_PASSWORD);
            List<X509Certificate> authorities = certificates(trust);
            for (int i = 0; i < authorities.size(); i++) {
                anchors.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusted.getTrustManagers(), new SecureRandom());
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the authorities in " + trust, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the authorities in " + trust, e);
        }
    }

    private static KeyManager[] keyManagers(Path certificate, Path key) throws GeneralSecurityException {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey secret = privateKey(key, chain.getFirst().getPublicKey().getAlgorithm());
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(OWN, secret, NO_PASSWORD, chain.toArray(new Certificate[0]));
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, NO_PASSWORD);
            return own.getKeyManagers();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the certificate " + certificate, e);
        }
    }
}
