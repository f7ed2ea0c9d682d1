package org.harborlight.schemas.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryLoaderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final SigningKey one = SigningKey.generate("operator-1", new SecureRandom());
    private final SigningKey two = SigningKey.generate("operator-2", new SecureRandom());

    @Test
    void shouldApplyAndChainWhenSigned() {
        DirectoryLoader loader = loader(1);

        assertThat(loader.apply(entry(loader.current(), "IE", one))).isInstanceOf(LoadResult.Applied.class);
        assertThat(loader.apply(entry(loader.current(), "DE", one))).isInstanceOf(LoadResult.Applied.class);

        assertThat(loader.current().sequence()).isEqualTo(1);
        assertThat(loader.current().jurisdiction("IE")).isPresent();
    }

    @Test
    void shouldRefuseWhenBelowThresholdOrSignedTwiceByOne() {
        DirectoryLoader loader = loader(2);

        assertThat(loader.apply(entry(loader.current(), "IE", one)))
                .isEqualTo(new LoadResult.Rejected("signatures-below-threshold"));
        assertThat(loader.apply(entry(loader.current(), "IE", one, one)))
                .isEqualTo(new LoadResult.Rejected("signatures-below-threshold"));
        assertThat(loader.apply(entry(loader.current(), "IE", one, two))).isInstanceOf(LoadResult.Applied.class);
    }

    @Test
    void shouldKeepTheLastGoodSnapshotWhenAnEntryIsForgedOrNotChained() {
        DirectoryLoader loader = loader(1);
        SignedEnvelope first = entry(loader.current(), "IE", one);
        loader.apply(first);
        Directory good = loader.current();

        assertThat(loader.apply(entry(good, "DE", SigningKey.generate("operator-1", new SecureRandom()))))
                .isEqualTo(new LoadResult.Rejected("signatures-below-threshold"));
        assertThat(loader.apply(first)).isEqualTo(new LoadResult.Rejected("not-chained-to-head"));
        assertThat(loader.current()).isSameAs(good);
    }

    @Test
    void shouldTakeKeysOfEveryAlgorithmWhenTheyAreSound() {
        DirectoryLoader loader = loader(1);
        List<SigningKey> keys = Stream.of(KeyAlgorithm.ED25519, KeyAlgorithm.ECDSA_P256, KeyAlgorithm.ML_DSA_65)
                .map(algorithm -> SigningKey.generate(algorithm, algorithm.name(), new SecureRandom()))
                .toList();

        assertThat(loader.apply(participant(
                        loader.current(),
                        keys.stream().map(key -> key.publicEntry(NOW)).toList(),
                        List.of())))
                .isInstanceOf(LoadResult.Applied.class);

        assertThat(keys)
                .allSatisfy(
                        key -> assertThat(loader.current().signingKeys("acme").find(key.keyId()))
                                .isPresent());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"UNSPECIFIED"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldKeepTheLastGoodSnapshotWhenAKeyDoesNotFitItsAlgorithm(KeyAlgorithm algorithm) {
        DirectoryLoader loader = loader(1);
        loader.apply(participant(loader.current(), List.of(one.publicEntry(NOW)), List.of()));
        Directory good = loader.current();
        List<PublicKeyEntry> unsound = List.of(key(algorithm, new byte[32]), key(algorithm, foreign(algorithm)));

        for (PublicKeyEntry key : unsound) {
            assertThat(loader.apply(participant(good, List.of(one.publicEntry(NOW), key), List.of())))
                    .isEqualTo(new LoadResult.Rejected("unsound-key"));
            assertThat(loader.apply(participant(good, List.of(), List.of(key))))
                    .isEqualTo(new LoadResult.Rejected("unsound-key"));
        }
        assertThat(loader.current()).isSameAs(good);
        assertThat(loader.current().signingKeys("acme").find(one.keyId())).isPresent();
    }

    @Test
    void shouldLeaveOutTheKeyWhenItsAlgorithmIsNotKnown() {
        DirectoryLoader loader = loader(1);

        assertThat(loader.apply(participant(
                        loader.current(), List.of(key(KeyAlgorithm.UNSPECIFIED, new byte[] {1})), List.of())))
                .isInstanceOf(LoadResult.Applied.class);

        assertThat(loader.current().signingKeys("acme").find("listed")).isEmpty();
    }

    @Test
    void shouldReadRulesAsCounselWritesThem() {
        RuleTable table = RulesYaml.parse("""
                version: "1"
                rules:
                  - id: host-to-hotline
                    when: { harms: [CSAM], bases: [HOSTING] }
                    to: { kind: HOTLINE }
                    release: [LOCATORS]
                    reason: Content is hosted in your country.
                """);

        assertThat(table.getRules().getFirst().getHarms()).containsExactly(HarmType.CSAM);
        assertThat(table.getRules().getFirst().getRecipientKind()).isEqualTo(StakeholderKind.HOTLINE);
        assertThat(table.getRules().getFirst().getRelease()).containsExactly(SectionKind.LOCATORS);
    }

    @Test
    void shouldPointAtTheWordWhenARuleHasAnUnknownOne() {
        assertThatThrownBy(() -> RulesYaml.parse("""
                version: "1"
                rules:
                  - id: a
                    when: { harmz: [CSAM] }
                    to: { kind: HOTLINE }
                    reason: x
                """))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.pointer()).isEqualTo("/rules/0/when/harmz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CSAM", "[CSAM]", "{harmz: [CSAM]}"})
    void shouldRefuseARuleWhoseConditionsWouldBePassedOver(String when) {
        assertThatThrownBy(() -> RulesYaml.parse("""
                version: "1"
                rules:
                  - {id: a, when: %s, to: {kind: HOTLINE}, reason: x}
                """.formatted(when)))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.pointer()).startsWith("/rules/0/when"));
    }

    private DirectoryLoader loader(int threshold) {
        return new DirectoryLoader(List.of(one.publicEntry(Instant.EPOCH), two.publicEntry(Instant.EPOCH)), threshold);
    }

    private static SignedEnvelope entry(Directory after, String country, SigningKey... signers) {
        Jurisdiction body = Jurisdiction.newBuilder()
                .setCountry(country)
                .setHelplines(List.of())
                .build();
        return DirectorySigner.sign(after, body, NOW, List.of(signers));
    }

    private SignedEnvelope participant(
            Directory after, List<PublicKeyEntry> signingKeys, List<PublicKeyEntry> sealingKeys) {
        Participant body = Participant.newBuilder()
                .setParticipantId("acme")
                .setName("Acme")
                .setKind(StakeholderKind.PLATFORM)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(true)
                .setReceives(false)
                .setCoverage(List.of())
                .setHarms(List.of())
                .setSigningKeys(signingKeys)
                .setSealingKeys(sealingKeys)
                .setTlsIdentities(List.of())
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .build();
        return DirectorySigner.sign(after, AccessionFixtures.acceded(body), NOW, List.of(one));
    }

    private static PublicKeyEntry key(KeyAlgorithm algorithm, byte[] bytes) {
        return PublicKeyEntry.newBuilder()
                .setKeyId("listed")
                .setAlgorithm(algorithm)
                .setPublicKey(ByteBuffer.wrap(bytes))
                .setValidFrom(NOW)
                .build();
    }

    /** A sound key of another algorithm. */
    private byte[] foreign(KeyAlgorithm algorithm) {
        KeyAlgorithm other = algorithm == KeyAlgorithm.ED25519 ? KeyAlgorithm.ECDSA_P256 : KeyAlgorithm.ED25519;
        return Bytes.copy(SigningKey.generate(other, "other", new SecureRandom())
                .publicEntry(NOW)
                .getPublicKey());
    }
}
