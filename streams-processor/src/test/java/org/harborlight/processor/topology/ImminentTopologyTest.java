package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notice of a child in danger always reaches a desk, and a person is called where no desk by rule may see it. */
class ImminentTopologyTest {
    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard()
            .join(TestExchange.partner("fallback", StakeholderKind.NGO, "IE")
                    .setFallbackDesk(true)
                    .build());
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(Lane.URGENT, exchange, directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldGoToDesksByRuleWhenTheyMaySeeIt() {
        Outcome outcome =
                lane.verdictOn(TestNotices.imminent(TestNotices.extortion()).build());

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(outcome.getOperatorPage()).isFalse();
        assertThat(outcome.getRoutes())
                .extracting(Route::getPartnerId)
                .contains("police-ie", "police-de")
                .doesNotContain("fallback");
    }

    @Test
    void shouldGoToFallbackDeskAndPageWhenDesksHoldTheCaseButMayNotSeeTheNotice() {
        IncidentNotice urgent = TestNotices.extortion()
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .build();
        assertThat(lane.verdictOn(urgent).getRoutes())
                .extracting(Route::getPartnerId)
                .contains("police-ie", "police-de");

        Outcome outcome = lane.verdictOn(TestNotices.imminent(TestNotices.extortion())
                .setAudience(Audience.newBuilder()
                        .setRecipientKinds(List.of())
                        .setCountries(List.of())
                        .setExclude(List.of("police-ie", "police-de"))
                        .build())
                .build());

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(outcome.getOperatorPage()).isTrue();
        assertThat(outcome.getRoutes()).extracting(Route::getPartnerId).contains("fallback");
    }
}
