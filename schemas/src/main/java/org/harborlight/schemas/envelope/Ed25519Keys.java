package org.harborlight.schemas.envelope;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.harborlight.schemas.KeyAlgorithm;

/**
 * Ed25519 (RFC 8032). A public key is a canonical point of the prime-order subgroup: points of small or mixed order and
 * second encodings of a point are refused, by Bouncy Castle. A signature is 64 bytes with S below the group order and a
 * canonical R; native code computes it where there is any and the message is not too large for it, else Bouncy Castle.
 */
final class Ed25519Keys {
    static final AlgorithmIdentifier IDENTIFIER = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

    private Ed25519Keys() {}

    static Private generate(SecureRandom random) {
        return of(new Ed25519PrivateKeyParameters(random));
    }

    static Private of(Ed25519PrivateKeyParameters key) {
        return new Private(
                key, NativeEd25519.found().map(ed25519 -> signer(ed25519, key)).orElseGet(() -> signer(key)));
    }

    static Public decode(byte[] der) {
        byte[] point = PublicKeyInfo.read(der, IDENTIFIER);
        if (point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
            throw new IllegalArgumentException("not a sound Ed25519 point");
        }
        Ed25519PublicKeyParameters key = new Ed25519PublicKeyParameters(point);
        return new Public(
                NativeEd25519.found().map(ed25519 -> verifier(ed25519, key)).orElseGet(() -> verifier(key)));
    }

    /** Signs bytes. Thread-safe. */
    interface Signer {
        byte[] sign(byte[] input);
    }

    /** Verifies a signature over bytes. Thread-safe. */
    interface Verifier {
        boolean verifies(byte[] input, byte[] signature);
    }

    static Signer signer(Ed25519PrivateKeyParameters key) {
        return input -> {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, key);
            signer.update(input, 0, input.length);
            return signer.generateSignature();
        };
    }

    static Signer signer(NativeEd25519 ed25519, Ed25519PrivateKeyParameters key) {
        try {
            PrivateKey decoded = ed25519.privateKey(
                    new PrivateKeyInfo(IDENTIFIER, new DEROctetString(key.getEncoded())).getEncoded());
            Signer ofLarge = signer(key);
            return input ->
                    input.length > NativeEd25519.LARGEST_INPUT ? ofLarge.sign(input) : ed25519.sign(decoded, input);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("native Ed25519 does not take a private key", e);
        }
    }

    static Verifier verifier(Ed25519PublicKeyParameters key) {
        return (input, signature) -> {
            if (signature.length != Ed25519.SIGNATURE_SIZE) {
                return false;
            }
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, key);
            verifier.update(input, 0, input.length);
            return verifier.verifySignature(signature);
        };
    }

    static Verifier verifier(NativeEd25519 ed25519, Ed25519PublicKeyParameters key) {
        try {
            PublicKey decoded = ed25519.publicKey(new SubjectPublicKeyInfo(IDENTIFIER, key.getEncoded()).getEncoded());
            Verifier ofLarge = verifier(key);
            return (input, signature) -> input.length > NativeEd25519.LARGEST_INPUT
                    ? ofLarge.verifies(input, signature)
                    : ed25519.verifies(decoded, input, signature);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("native Ed25519 does not take a sound point", e);
        }
    }

    /** A sound point. */
    record Public(Verifier verifier) implements PublicHalf {
        @Override
        public boolean verifies(byte[] input, byte[] signature) {
            return verifier.verifies(input, signature);
        }
    }

    /** A seed of 32 bytes. */
    record Private(Ed25519PrivateKeyParameters privateKey, Signer signer) implements PrivateHalf {
        @Override
        public KeyAlgorithm algorithm() {
            return KeyAlgorithm.ED25519;
        }

        @Override
        public byte[] sign(byte[] input) {
            return signer.sign(input);
        }

        @Override
        public Ed25519PublicKeyParameters publicKey() {
            return privateKey.generatePublicKey();
        }
    }
}
