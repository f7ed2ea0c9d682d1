package org.harborlight.schemas.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKey;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.notice.MediaSignatures;

/** Seals each section under a random key of its own, bound to submitter, notice and section kind. Thread-safe. */
public final class SectionSealer {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random;

    public SectionSealer(SecureRandom random) {
        this.random = random;
    }

    /** Sealed sections and the keys that open them. */
    public record Sealed(List<SealedSection> sections, SectionKeySet keys) {
        public Sealed {
            sections = List.copyOf(sections);
        }
    }

    public Sealed seal(String submitterId, String noticeId, Map<SectionKind, byte[]> plaintexts) {
        List<SealedSection> sections = new ArrayList<>();
        List<SectionKey> keys = new ArrayList<>();
        plaintexts.forEach((kind, plain) -> {
            byte[] key = bytes(KEY_BYTES);
            sections.add(sealOne(kind, plain, key, associatedData(submitterId, noticeId, kind)));
            keys.add(new SectionKey(kind, ByteBuffer.wrap(key)));
        });
        return new Sealed(sections, new SectionKeySet(keys));
    }

    /** Throws {@link SealingException} unless key and binding are right. */
    public static byte[] open(SealedSection section, byte[] key, String submitterId, String noticeId) {
        byte[] associated = associatedData(submitterId, noticeId, section.getKind());
        return run(false, key, Bytes.copy(section.getNonce()), associated, Bytes.copy(section.getCiphertext()));
    }

    /** A ciphertext that happens to begin like a picture would be refused at the gateway, so another nonce is drawn. */
    private SealedSection sealOne(SectionKind kind, byte[] plain, byte[] key, byte[] associated) {
        byte[] nonce = bytes(NONCE_BYTES);
        byte[] ciphertext = run(true, key, nonce, associated, plain);
        while (MediaSignatures.begins(ciphertext)) {
            nonce = bytes(NONCE_BYTES);
            ciphertext = run(true, key, nonce, associated, plain);
        }
        return new SealedSection(kind, ByteBuffer.wrap(nonce), ByteBuffer.wrap(ciphertext));
    }

    private static byte[] run(boolean seal, byte[] key, byte[] nonce, byte[] associated, byte[] input) {
        try {
            GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
            cipher.init(seal, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, associated));
            byte[] output = new byte[cipher.getOutputSize(input.length)];
            int length = cipher.processBytes(input, 0, input.length, output, 0);
            cipher.doFinal(output, length);
            return output;
        } catch (InvalidCipherTextException | IllegalArgumentException failed) {
            throw new SealingException("section does not " + (seal ? "seal" : "open"), failed);
        }
    }

    private static byte[] associatedData(String submitterId, String noticeId, SectionKind kind) {
        return KeyBinding.join(List.of(
                KeyBinding.utf8("harborlight section"),
                KeyBinding.utf8(submitterId),
                KeyBinding.utf8(noticeId),
                KeyBinding.utf8(kind.name())));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
