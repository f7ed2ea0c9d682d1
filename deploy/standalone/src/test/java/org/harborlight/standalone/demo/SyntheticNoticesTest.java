package org.harborlight.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.standalone.submitter.TokenKey;
import org.junit.jupiter.api.Test;

/** The mix: complete, repeatable, in an order that can be sent, and valid where it is meant to be. */
class SyntheticNoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void shouldGiveTheSameNoticesWhenTheSeedIsTheSame() {
        assertThat(plan(7))
                .extracting(PlannedNotice::key)
                .isEqualTo(plan(7).stream().map(PlannedNotice::key).toList());
        assertThat(encoded(plan(7))).isEqualTo(encoded(plan(7)));
        assertThat(plan(8))
                .extracting(PlannedNotice::key)
                .isNotEqualTo(plan(7).stream().map(PlannedNotice::key).toList());
    }

    /** Avro cannot compare times in unions. */
    private static List<String> encoded(List<PlannedNotice> plan) {
        SingleObject<IncidentNotice> format = SingleObject.of(IncidentNotice.class);
        return plan.stream()
                .map(notice ->
                        HexFormat.of().formatHex(format.encode(notice.plain().notice())))
                .toList();
    }

    @Test
    void shouldHoldEveryScenarioAndEveryHarm() {
        List<PlannedNotice> plan = plan(7);
        assertThat(plan).hasSize(500);
        assertThat(plan.stream().map(PlannedNotice::scenario).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Scenario.class));
        Set<HarmType> harms = plan.stream()
                .filter(notice -> notice.scenario() == Scenario.FIRST)
                .flatMap(notice -> notice.plain().notice().getHarms().stream())
                .collect(Collectors.toSet());
        assertThat(harms).isEqualTo(EnumSet.complementOf(EnumSet.of(HarmType.UNSPECIFIED)));
    }

    @Test
    void shouldSendNothingBeforeWhatItRefersTo() {
        List<PlannedNotice> plan = plan(7);
        for (int i = 0; i < plan.size(); i++) {
            PlannedNotice notice = plan.get(i);
            List<PlannedNotice> before = plan.subList(0, i);
            notice.after().ifPresent(first -> assertThat(before).contains(first));
        }
    }

    @Test
    void shouldBeValidUnlessHostile() {
        NoticeChecks checks = new NoticeChecks(NoticeLimits.defaults(), InstantSource.fixed(NOW));
        for (PlannedNotice notice : plan(7)) {
            if (!notice.scenario().hostile()) {
                assertThat(checks.check(notice.plain().notice()))
                        .as(notice.scenario() + " " + notice.key())
                        .isEmpty();
            }
        }
    }

    private static List<PlannedNotice> plan(long seed) {
        return new SyntheticNotices(seed, TokenKey.of("tokens-1", new byte[32]), NOW).plan(500);
    }
}
