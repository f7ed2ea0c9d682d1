package org.harborlight.schemas.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.junit.jupiter.api.Test;

class NoticeChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final NoticeChecks checks = new NoticeChecks(NoticeLimits.defaults(), () -> NOW);

    @Test
    void shouldFindNothingWhenTheNoticeIsSound() {
        assertThat(checks.check(fixture().build())).isEmpty();
    }

    @Test
    void shouldReportEverythingAtOnceWhenSeveralFieldsAreWrong() {
        List<Finding> findings = checks.check(fixture()
                .setNoticeId("x")
                .setHarms(List.of(HarmType.UNSPECIFIED))
                .setPriority(Priority.IMMINENT)
                .setKind(NoticeKind.RETRACTION)
                .setJurisdictionFacts(List.of(NoticeFixtures.fact("A1", JurisdictionBasis.HOSTING)))
                .build());

        assertThat(findings)
                .extracting(Finding::pointer)
                .containsExactly(
                        "/noticeId",
                        "/refersTo",
                        "/retractionReason",
                        "/harms/0",
                        "/urgencyBasis",
                        "/jurisdictionFacts/0/country");
    }

    @Test
    void shouldTellFutureFromStaleWhenTheTimeIsWrong() {
        assertThat(checks.check(
                        fixture().setCreatedAt(NOW.plus(Duration.ofMinutes(6))).build()))
                .extracting(Finding::problem)
                .containsExactly(Finding.FUTURE_TIMESTAMP);
        assertThat(checks.check(
                        fixture().setCreatedAt(NOW.minus(Duration.ofDays(31))).build()))
                .extracting(Finding::problem)
                .containsExactly(Finding.STALE_TIMESTAMP);
    }

    @Test
    void shouldRefuseMediaWhenACiphertextBeginsLikeAPicture() {
        byte[] png = new byte[64];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, 0, png, 0, 4);
        SealedSection section =
                new SealedSection(SectionKind.EVIDENCE, ByteBuffer.wrap(new byte[12]), ByteBuffer.wrap(png));

        assertThat(checks.check(fixture().setSections(List.of(section)).build()))
                .extracting(Finding::problem)
                .containsExactly(Finding.MEDIA_NOT_ACCEPTED);
    }

    /** A field of a record that was read stands in the middle of what was read. */
    @Test
    void shouldLookAtWhereACiphertextBeginsWhenItIsPartOfALargerBuffer() {
        byte[] larger = new byte[128];
        System.arraycopy(new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p'}, 0, larger, 32, 8);
        ByteBuffer within = ByteBuffer.wrap(larger).position(32);

        assertThat(MediaSignatures.begins(within)).isTrue();
        assertThat(within.position()).isEqualTo(32);
        assertThat(MediaSignatures.begins(within.position(31))).isFalse();
        assertThat(MediaSignatures.begins(ByteBuffer.wrap(larger, 32, 7))).isFalse();
    }

    private static IncidentNotice.Builder fixture() {
        return NoticeFixtures.extortion("acme", NOW);
    }
}
