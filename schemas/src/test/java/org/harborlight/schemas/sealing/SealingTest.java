package org.harborlight.schemas.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SealingTest {
    private static final byte[] PLAIN = "who and where".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final SealingKey exchange = SealingKey.generate("exchange-1", random);
    private final KeyBinding binding = KeyBinding.ofPayload("acme", "n1", PLAIN);
    private final SectionSealer.Sealed sealed =
            new SectionSealer(random).seal("acme", "n1", Map.of(SectionKind.LOCATORS, PLAIN));
    private final SealedKeys keys =
            new KeySealer(random).seal(sealed.keys(), exchange.publicEntry(Instant.EPOCH), binding);

    @Test
    void shouldOpenWhenKeyAndBindingAreRight() {
        byte[] key = Bytes.copy(
                new KeyOpener(exchange).open(keys, binding).getKeys().getFirst().getKey());

        assertThat(SectionSealer.open(sealed.sections().getFirst(), key, "acme", "n1"))
                .isEqualTo(PLAIN);
    }

    @Test
    void shouldNotOpenKeysWhenSubmitterNoticeOrPayloadDiffer() {
        KeyOpener opener = new KeyOpener(exchange);

        assertFails(() -> opener.open(keys, KeyBinding.ofPayload("other", "n1", PLAIN)));
        assertFails(() -> opener.open(keys, KeyBinding.ofPayload("acme", "n2", PLAIN)));
        assertFails(() -> opener.open(keys, KeyBinding.ofPayload("acme", "n1", new byte[0])));
    }

    @Test
    void shouldNotOpenKeysWhenTheRecipientIsAnother() {
        SealingKey sameId = SealingKey.generate("exchange-1", random);

        assertFails(() -> new KeyOpener(sameId).open(keys, binding));
        assertFails(() -> new KeyOpener(SealingKey.generate("partner", random)).open(keys, binding));
    }

    @Test
    void shouldNotOpenASectionWhenMovedOrChanged() {
        SealedSection section = sealed.sections().getFirst();
        byte[] key = Bytes.copy(sealed.keys().getKeys().getFirst().getKey());

        assertFails(() -> SectionSealer.open(section, key, "acme", "n2"));
        assertFails(() -> SectionSealer.open(
                SealedSection.newBuilder(section).setKind(SectionKind.EVIDENCE).build(), key, "acme", "n1"));
        byte[] changed = Bytes.copy(section.getCiphertext());
        changed[0] ^= 1;
        assertFails(() -> SectionSealer.open(
                SealedSection.newBuilder(section)
                        .setCiphertext(ByteBuffer.wrap(changed))
                        .build(),
                key,
                "acme",
                "n1"));
        assertFails(() -> SectionSealer.open(section, new byte[32], "acme", "n1"));
    }

    /** Bouncy Castle, and native code where this machine has it: each opens what the other sealed, and nothing else. */
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void shouldUnderstandEachOtherWhenOneIsNative() {
        NativeHpke fast = NativeHpke.found().orElseThrow();
        BouncyCastleHpke usual = new BouncyCastleHpke(random);
        for (Hpke sealing : List.of(fast, usual)) {
            for (Hpke opening : List.of(fast, usual)) {
                Hpke.Sealed message =
                        sealing.seal(exchange.privateKey().generatePublicKey().getEncoded(), PLAIN, PLAIN);
                byte[] changed = Bytes.copy(message.ciphertext());
                changed[0] ^= 1;
                Hpke.Opening ours = opening.opening(exchange);

                assertThat(ours.open(message, PLAIN)).isEqualTo(PLAIN);
                assertFails(() -> ours.open(message, new byte[0]));
                assertFails(
                        () -> ours.open(new Hpke.Sealed(message.encapsulatedKey(), ByteBuffer.wrap(changed)), PLAIN));
                for (int length : new int[] {31, 32}) {
                    ByteBuffer zero = ByteBuffer.allocate(length);
                    assertFails(() -> ours.open(new Hpke.Sealed(zero, message.ciphertext()), PLAIN));
                }
                assertFails(() -> sealing.seal(new byte[32], PLAIN, PLAIN));
                assertFails(() -> sealing.seal(new byte[31], PLAIN, PLAIN));
            }
        }
    }

    @Test
    void shouldReadBackAKeyWhenWrittenAsPem() {
        SealingKey again = SealingKey.fromPem("exchange-1", exchange.toPem());

        assertThat(new KeyOpener(again).open(keys, binding)).isEqualTo(sealed.keys());
    }

    private static void assertFails(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SealingException.class);
    }
}
