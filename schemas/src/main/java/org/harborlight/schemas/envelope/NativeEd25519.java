package org.harborlight.schemas.envelope;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ed25519 by the native code of the Amazon Corretto Crypto Provider, where its library is on the class path, is made for
 * this machine and passes a check at loading. It only computes: which keys are sound is decided before, in
 * {@link Ed25519Keys}. Thread-safe.
 */
final class NativeEd25519 {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEd25519.class);
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    /** The provider leaves its Ed25519 key factory out unless this is set before it is loaded. */
    private static final String KEY_FACTORY = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final String ALGORITHM = "Ed25519";
    private static final int SIGNATURE_BYTES = 64;

    private static final Optional<NativeEd25519> FOUND = find();

    private final Provider provider;
    private final KeyFactory keys;

    private NativeEd25519(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        this.keys = KeyFactory.getInstance(ALGORITHM, provider);
    }

    /** Empty where there is none for this machine. */
    static Optional<NativeEd25519> found() {
        return FOUND;
    }

    private static Optional<NativeEd25519> find() {
        if (System.getProperty(KEY_FACTORY) == null) {
            System.setProperty(KEY_FACTORY, "true");
        }
        try {
            Optional<Provider> provider =
                    ServiceLoader.load(Provider.class, NativeEd25519.class.getClassLoader()).stream()
                            .filter(candidate -> candidate.type().getName().equals(PROVIDER))
                            .map(ServiceLoader.Provider::get)
                            .findFirst();
            if (provider.isEmpty()) {
                LOG.info("Ed25519 by Bouncy Castle: no native provider on the class path");
                return Optional.empty();
            }
            NativeEd25519 found = new NativeEd25519(provider.get());
            Ed25519Check.require(found);
            LOG.info(
                    "Ed25519 by {} {}", provider.get().getName(), provider.get().getVersionStr());
            return Optional.of(found);
        } catch (GeneralSecurityException | RuntimeException | ServiceConfigurationError | LinkageError unusable) {
            LOG.warn("Ed25519 by Bouncy Castle: the native provider is of no use on this machine", unusable);
            return Optional.empty();
        }
    }

    PublicKey publicKey(byte[] spki) throws GeneralSecurityException {
        return keys.generatePublic(new X509EncodedKeySpec(spki));
    }

    PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    boolean verifies(PublicKey key, byte[] input, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(key);
            verifier.update(input);
            return verifier.verify(signature);
        } catch (SignatureException notASignature) {
            return false; // how the provider says that the encoding is wrong
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the native Ed25519 failed", e);
        }
    }

    byte[] sign(PrivateKey key, byte[] input) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM, provider);
            signer.initSign(key);
            signer.update(input);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the native Ed25519 failed", e);
        }
    }
}
