package org.harborlight.schemas.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;

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
}
