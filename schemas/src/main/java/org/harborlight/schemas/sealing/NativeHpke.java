package org.harborlight.schemas.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.conscrypt.HpkeContextRecipient;
import org.conscrypt.HpkeContextSender;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.natives.NativeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HPKE in native code, where there is any and it understands Bouncy Castle at loading, both ways. */
final class NativeHpke implements Hpke {
    private static final Logger LOG = LoggerFactory.getLogger(NativeHpke.class);
    private static final String SUITE = "DHKEM_X25519_HKDF_SHA256/HKDF_SHA256/AES_256_GCM";
    private static final AlgorithmIdentifier X25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_X25519);

    private static final Optional<NativeHpke> FOUND = NativeProvider.ofHpke().flatMap(NativeHpke::of);

    private final Provider provider;
    private final KeyFactory keys;

    private NativeHpke(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        this.keys = KeyFactory.getInstance("XDH", provider);
    }

    /** Empty where there is none for this machine. */
    static Optional<NativeHpke> found() {
        return FOUND;
    }

    private static Optional<NativeHpke> of(Provider provider) {
        try {
            NativeHpke found = new NativeHpke(provider);
            requireUnderstanding(found, new BouncyCastleHpke(new SecureRandom()));
            return Optional.of(found);
        } catch (GeneralSecurityException | RuntimeException unusable) {
            LOG.warn("native HPKE is of no use on this machine, Bouncy Castle computes it", unusable);
            return Optional.empty();
        }
    }

    private static void requireUnderstanding(NativeHpke found, BouncyCastleHpke other) {
        SealingKey key = new SealingKey("check", new X25519PrivateKeyParameters(other.random()));
        byte[] point = key.privateKey().generatePublicKey().getEncoded();
        Sealed ours = found.seal(point, INFO, INFO);
        Sealed theirs = other.seal(point, INFO, INFO);
        boolean sound = Arrays.equals(other.opening(key).open(ours, INFO), INFO)
                && Arrays.equals(found.opening(key).open(theirs, INFO), INFO);
        if (!sound) {
            throw new IllegalStateException("native HPKE does not pass its check");
        }
    }

    @Override
    public Sealed seal(byte[] recipient, byte[] associatedData, byte[] plain) {
        try {
            PublicKey point = keys.generatePublic(
                    new X509EncodedKeySpec(new SubjectPublicKeyInfo(X25519, recipient).getEncoded()));
            HpkeContextSender context = HpkeContextSender.getInstance(SUITE, provider);
            context.init(point, INFO);
            byte[] ciphertext = context.seal(plain, associatedData);
            return new Sealed(ByteBuffer.wrap(context.getEncapsulated()), ByteBuffer.wrap(ciphertext));
        } catch (GeneralSecurityException | IOException | RuntimeException failed) {
            throw new SealingException("cannot seal to this point", failed);
        }
    }

    @Override
    public Opening opening(SealingKey key) {
        PrivateKey decoded = decode(key);
        return (message, associatedData) -> {
            try {
                HpkeContextRecipient context = HpkeContextRecipient.getInstance(SUITE, provider);
                context.init(Bytes.copy(message.encapsulatedKey()), decoded, INFO);
                return context.open(Bytes.copy(message.ciphertext()), associatedData);
            } catch (GeneralSecurityException | RuntimeException failed) {
                throw new SealingException("does not open", failed);
            }
        };
    }

    private PrivateKey decode(SealingKey key) {
        try {
            return keys.generatePrivate(new PKCS8EncodedKeySpec(new PrivateKeyInfo(
                            X25519, new DEROctetString(key.privateKey().getEncoded()))
                    .getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("native X25519 does not take a private key", e);
        }
    }
}
