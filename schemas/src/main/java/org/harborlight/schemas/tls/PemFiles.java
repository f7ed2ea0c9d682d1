package org.harborlight.schemas.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/** Reads and writes PEM (RFC 7468). Private keys are written readable by their owner only. */
public final class PemFiles {
    private PemFiles() {}

    public static String encode(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * A private key as PKCS#8, version 1: only the private half. OpenSSL 3.0, and so Node and Python with it, do not read
     * an Ed25519 key that carries the public half as well, as Bouncy Castle writes it.
     */
    public static String encodePrivateKey(AsymmetricKeyParameter key) {
        try {
            PrivateKeyInfo both = PrivateKeyInfoFactory.createPrivateKeyInfo(key);
            return encode(
                    "PRIVATE KEY",
                    new PrivateKeyInfo(both.getPrivateKeyAlgorithm(), both.parsePrivateKey()).getEncoded());
        } catch (IOException cannotEncode) {
            throw new IllegalStateException("cannot encode a private key", cannotEncode);
        }
    }

    /** The first block with this label; throws IllegalArgumentException where there is none. */
    public static byte[] decode(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = from < 0 ? -1 : pem.indexOf("-----END " + label + "-----", from + begin.length());
        if (to < 0) {
            throw new IllegalArgumentException("no PEM block " + label);
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    public static String certificates(List<X509Certificate> certificates) {
        return certificates.stream().map(PemFiles::certificate).collect(Collectors.joining());
    }

    public static List<X509Certificate> parseCertificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException notCertificates) {
            throw new IllegalArgumentException("not PEM certificates", notCertificates);
        }
    }

    public static List<X509Certificate> readCertificates(Path file) {
        try {
            return parseCertificates(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    public static void writeCertificates(Path file, List<X509Certificate> certificates) {
        try {
            Files.writeString(file, certificates(certificates));
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException("cannot write " + file, cannotWrite);
        }
    }

    public static void writeKey(Path file, PrivateKey key) {
        writePrivate(file, encode("PRIVATE KEY", key.getEncoded()));
    }

    /** Writes a secret; the file never exists with wider permissions. */
    public static void writePrivate(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException("cannot write " + file, cannotWrite);
        }
    }

    private static String certificate(X509Certificate certificate) {
        try {
            return encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException cannotEncode) {
            throw new IllegalStateException("cannot encode a certificate", cannotEncode);
        }
    }
}
