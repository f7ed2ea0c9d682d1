package org.harborlight.service.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.harborlight.schemas.tls.PemFiles;

/** A certificate chain, the endpoint's own first, and the key that belongs to it. */
record OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = "harborlight".getBytes(StandardCharsets.US_ASCII);

    static OwnCertificate pem(String certificates, String key) {
        List<X509Certificate> chain = TlsMaterial.certificates(certificates, "certificate-unreadable");
        try {
            String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
            return new OwnCertificate(
                    chain,
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(PemFiles.decode(key, "PRIVATE KEY"))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Whatever the cause says of a key, it says it to nobody.
            throw new TlsRefusedException("key-unreadable");
        }
    }

    static OwnCertificate pkcs12(byte[] file, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), password.toCharArray());
            List<String> entries = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (entries.size() != 1) {
                throw new TlsRefusedException("keystore-not-of-one-key");
            }
            Certificate[] chain = store.getCertificateChain(entries.getFirst());
            if (chain == null
                    || !(store.getKey(entries.getFirst(), password.toCharArray()) instanceof PrivateKey key)) {
                throw new TlsRefusedException("keystore-unreadable");
            }
            return new OwnCertificate(
                    Arrays.stream(chain).map(X509Certificate.class::cast).toList(), key);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new TlsRefusedException("keystore-unreadable");
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the store was loaded", e);
        }
    }

    /** Throws TlsRefusedException where the key is another's, the chain is broken, or a date is not met. */
    void check(Instant now) {
        checkDates(now);
        for (int i = 0; i + 1 < chain.size(); i++) {
            checkIssued(chain.get(i), chain.get(i + 1));
        }
        if (!matches(chain.getFirst().getPublicKey())) {
            throw new TlsRefusedException("key-of-another-certificate");
        }
    }

    private void checkDates(Instant now) {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity(Date.from(now));
            } catch (CertificateExpiredException e) {
                throw new TlsRefusedException("certificate-expired", e);
            } catch (CertificateNotYetValidException e) {
                throw new TlsRefusedException("certificate-not-yet-valid", e);
            }
        }
    }

    private static void checkIssued(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsRefusedException("chain-broken", e);
        }
    }

    private boolean matches(PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certified);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return false;
        }
    }
}
