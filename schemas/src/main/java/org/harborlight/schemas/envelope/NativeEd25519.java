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
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.natives.NativeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ed25519 in native code, where there is any and it passes a check at loading. It only computes: which keys are sound is
 * decided before, in {@link Ed25519Keys}. Thread-safe.
 */
final class NativeEd25519 {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEd25519.class);
    private static final String ALGORITHM = "Ed25519";
    private static final int SIGNATURE_BYTES = 64;

    /** AWS-LC's provider gathers what it signs and verifies, and takes no more than 1 MiB; here with room to spare. */
    static final int LARGEST_INPUT = 512 * 1024;

    private static final List<NativeEd25519> SOUND = NativeProvider.ofEd25519().stream()
            .flatMap(provider -> of(provider).stream())
            .toList();

    private final Provider provider;
    private final KeyFactory keys;

    private NativeEd25519(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        this.keys = KeyFactory.getInstance(ALGORITHM, provider);
    }

    /** The fastest; empty where there is none for this machine. */
    static Optional<NativeEd25519> found() {
        return SOUND.stream().findFirst();
    }

    /** All that pass the check on this machine, the fastest first. */
    static List<NativeEd25519> all() {
        return SOUND;
    }

    String name() {
        return provider.getName();
    }

    private static Optional<NativeEd25519> of(Provider provider) {
        try {
            NativeEd25519 found = new NativeEd25519(provider);
            Ed25519Check.require(found);
            return Optional.of(found);
        } catch (GeneralSecurityException | RuntimeException unusable) {
            LOG.warn("Ed25519 of {} is of no use on this machine", provider.getName(), unusable);
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
