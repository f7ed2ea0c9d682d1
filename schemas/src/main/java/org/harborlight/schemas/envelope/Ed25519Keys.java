package org.harborlight.schemas.envelope;

import java.security.SecureRandom;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.harborlight.schemas.KeyAlgorithm;

/**
 * Ed25519 (RFC 8032). A public key is a canonical point of the prime-order subgroup: points of small or mixed order and
 * second encodings of a point are refused. A signature is 64 bytes with S below the group order and a canonical R.
 */
final class Ed25519Keys {
    static final AlgorithmIdentifier IDENTIFIER = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

    private Ed25519Keys() {}

    static Private generate(SecureRandom random) {
        return new Private(new Ed25519PrivateKeyParameters(random));
    }

    static Public decode(byte[] der) {
        byte[] point = PublicKeyInfo.read(der, IDENTIFIER);
        if (point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
            throw new IllegalArgumentException("not a sound Ed25519 point");
        }
        return new Public(new Ed25519PublicKeyParameters(point));
    }

    /** A sound point. */
    record Public(Ed25519PublicKeyParameters key) implements PublicHalf {
        @Override
        public boolean verifies(byte[] input, byte[] signature) {
            if (signature.length != Ed25519.SIGNATURE_SIZE) {
                return false;
            }
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, key);
            verifier.update(input, 0, input.length);
            return verifier.verifySignature(signature);
        }
    }

    /** A seed of 32 bytes. */
    record Private(Ed25519PrivateKeyParameters privateKey) implements PrivateHalf {
        @Override
        public KeyAlgorithm algorithm() {
            return KeyAlgorithm.ED25519;
        }

        @Override
        public byte[] sign(byte[] input) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, privateKey);
            signer.update(input, 0, input.length);
            return signer.generateSignature();
        }

        @Override
        public Ed25519PublicKeyParameters publicKey() {
            return privateKey.generatePublicKey();
        }
    }
}
