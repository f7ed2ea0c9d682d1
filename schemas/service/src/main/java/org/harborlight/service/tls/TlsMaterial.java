package org.harborlight.service.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.tls.PemFiles;

/**
 * What an endpoint shows and whom it trusts, read at one moment and judged as a whole before anything of it is used: the
 * key is the certificate's, each certificate was issued by the next, and all are valid now. Immutable.
 */
final class TlsMaterial {
    private static final int LARGEST_FILE = 4 * 1024 * 1024;

    private final OwnCertificate own;
    private final List<X509Certificate> authorities;
    private final String sha256;

    private TlsMaterial(OwnCertificate own, List<X509Certificate> authorities, String sha256) {
        this.own = own;
        this.authorities = authorities;
        this.sha256 = sha256;
    }

    /** The bytes of all files, in the order own, trust. */
    static FileBytes read(TlsFiles files) {
        List<Path> paths = new ArrayList<>(files.own().files());
        paths.add(files.trust());
        return FileBytes.read(paths, LARGEST_FILE);
    }

    /** Throws TlsRefusedException where something does not hold. */
    static TlsMaterial of(TlsFiles files, FileBytes bytes, Instant now) {
        OwnCertificate own = switch (files.own()) {
            case TlsFiles.Pem _ -> OwnCertificate.pem(text(bytes.get(0)), text(bytes.get(1)));
            case TlsFiles.Pkcs12 pkcs12 ->
                OwnCertificate.pkcs12(bytes.get(0), pkcs12.password().value());
        };
        own.check(now);
        List<X509Certificate> authorities =
                certificates(text(bytes.get(files.own().files().size())), "trust-unreadable");
        return new TlsMaterial(own, authorities, bytes.sha256());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static List<X509Certificate> certificates(String pem, String reason) {
        try {
            List<X509Certificate> found = PemFiles.parseCertificates(pem);
            if (found.isEmpty()) {
                throw new TlsRefusedException(reason);
            }
            return found;
        } catch (IllegalArgumentException e) {
            throw new TlsRefusedException(reason, e);
        }
    }

    X509Certificate certificate() {
        return own.chain().getFirst();
    }

    List<X509Certificate> chain() {
        return own.chain();
    }

    PrivateKey key() {
        return own.key();
    }

    List<X509Certificate> authorities() {
        return authorities;
    }

    String sha256() {
        return sha256;
    }
}
