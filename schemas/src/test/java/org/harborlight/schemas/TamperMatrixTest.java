package org.harborlight.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.harborlight.schemas.Tampering.Region;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.command.CommandCheck;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SealingException;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tamper matrix, at the borders of this module: one byte in each region of what was signed or sealed is another, and
 * the reason is that of the region. The services have the same table for their own borders.
 */
final class TamperMatrixTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] PLAIN = "made up".getBytes(StandardCharsets.UTF_8);

    private final SigningKey operator = SigningKey.generate("operator-a", RANDOM);
    private final SealingKey exchange = SealingKey.generate("exchange-a", RANDOM);

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256", "ML_DSA_65"})
    void shouldRefuseAnEnvelopeWithOneOtherByte(KeyAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm, "key-a", RANDOM);
        VerificationKey known = VerificationKey.of(key.publicEntry(NOW));
        EnvelopeVerifier verifier =
                new EnvelopeVerifier(id -> Optional.of(known).filter(found -> id.equals(found.keyId())));

        assertThat(Tampering.reasons(
                        new EnvelopeSigner(key).sign("text/plain", PLAIN),
                        tampered -> verifier.verify(tampered, NOW).getClass().getSimpleName()))
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of("BadSignature"),
                        Region.PAYLOAD, Set.of("BadSignature"),
                        Region.KEY_ID, Set.of("UnknownKey"),
                        Region.SIGNATURE, Set.of("BadSignature")));
    }

    @Test
    void shouldRefuseACommandWithOneOtherByte() {
        CommandVerifier verifier =
                new CommandVerifier(List.of(operator.publicEntry(Instant.EPOCH)), 1, SingleObject.of(Command.class));
        Command command = Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setDelivery(new CommandedDelivery("d-1", "police-de", Lane.STANDARD))
                .setOperator("kim")
                .setReason("the partner's system is well again")
                .setAt(NOW)
                .build();

        assertThat(Tampering.reasons(
                        CommandSigner.sign(command, List.of(operator)),
                        tampered -> ((CommandCheck.Rejected) verifier.check(tampered, NOW)).reason()))
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of("wrong-payload-type"),
                        Region.PAYLOAD, Set.of("bad-signature"),
                        Region.KEY_ID, Set.of("unknown-key"),
                        Region.SIGNATURE, Set.of("bad-signature")));
    }

    /** An entry is read before its keys are known to have been valid then, so a payload may also be malformed. */
    @Test
    void shouldKeepTheDirectoryWhenAnEntryHasOneOtherByte() {
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        Directory before = loader.current();
        SignedEnvelope entry = DirectorySigner.sign(
                before,
                Jurisdiction.newBuilder()
                        .setCountry("IE")
                        .setHelplines(List.of())
                        .build(),
                NOW,
                List.of(operator));

        Map<Region, Set<String>> reasons =
                Tampering.reasons(entry, tampered -> ((LoadResult.Rejected) loader.apply(tampered)).reason());

        assertThat(reasons.remove(Region.PAYLOAD)).contains("signatures-below-threshold");
        assertThat(reasons)
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of("payload-type"),
                        Region.KEY_ID, Set.of("signatures-below-threshold"),
                        Region.SIGNATURE, Set.of("signatures-below-threshold")));
        assertThat(loader.current()).isSameAs(before);
        assertThat(loader.apply(entry)).isInstanceOf(LoadResult.Applied.class);
    }

    @Test
    void shouldNotOpenSectionKeysWithOneOtherByte() {
        SectionSealer.Sealed sealed =
                new SectionSealer(RANDOM).seal("platform-a", "n-1", Map.of(SectionKind.NARRATIVE, PLAIN));
        SealedKeys keys = new KeySealer(RANDOM).seal(sealed.keys(), exchange.publicEntry(NOW), binding(PLAIN));

        Tampering.eachCharacterOf(keys.getRecipientKeyId())
                .forEach(id -> unopened(SealedKeys.newBuilder(keys).setRecipientKeyId(id), PLAIN));
        Tampering.eachByteOf(keys.getEncapsulatedKey())
                .forEach(key -> unopened(SealedKeys.newBuilder(keys).setEncapsulatedKey(key), PLAIN));
        Tampering.eachByteOf(keys.getCiphertext())
                .forEach(text -> unopened(SealedKeys.newBuilder(keys).setCiphertext(text), PLAIN));
        Tampering.eachByteOf(PLAIN).forEach(payload -> unopened(SealedKeys.newBuilder(keys), payload));
        assertThat(new KeyOpener(exchange).open(keys, binding(PLAIN))).isEqualTo(sealed.keys());
    }

    @Test
    void shouldNotOpenASectionWithOneOtherByte() {
        SectionSealer.Sealed sealed =
                new SectionSealer(RANDOM).seal("platform-a", "n-1", Map.of(SectionKind.NARRATIVE, PLAIN));
        SealedSection section = sealed.sections().getFirst();
        byte[] key = Bytes.copy(sealed.keys().getKeys().getFirst().getKey());

        Tampering.eachByteOf(section.getNonce())
                .forEach(nonce -> unopened(new SealedSection(section.getKind(), nonce, section.getCiphertext()), key));
        Tampering.eachByteOf(section.getCiphertext())
                .forEach(text -> unopened(new SealedSection(section.getKind(), section.getNonce(), text), key));
        Tampering.eachByteOf(key).forEach(other -> unopened(section, other));
        Tampering.eachCharacterOf("n-1")
                .forEach(noticeId -> assertThatThrownBy(() -> SectionSealer.open(section, key, "platform-a", noticeId))
                        .isInstanceOf(SealingException.class));
        assertThat(SectionSealer.open(section, key, "platform-a", "n-1")).isEqualTo(PLAIN);
    }

    private void unopened(SealedKeys.Builder keys, byte[] payload) {
        SealedKeys tampered = keys.build();
        assertThatThrownBy(() -> new KeyOpener(exchange).open(tampered, binding(payload)))
                .isInstanceOf(SealingException.class);
    }

    private static void unopened(SealedSection section, byte[] key) {
        assertThatThrownBy(() -> SectionSealer.open(section, key, "platform-a", "n-1"))
                .isInstanceOf(SealingException.class);
    }

    private static KeyBinding binding(byte[] payload) {
        return KeyBinding.ofPayload("platform-a", "n-1", payload);
    }
}
