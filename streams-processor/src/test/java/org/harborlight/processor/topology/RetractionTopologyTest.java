package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retraction withdraws the submitter's own notice, reaches every holder, and opens nothing. */
class RetractionTopologyTest {
    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(Lane.STANDARD, exchange, directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldReachEveryHolderWhenRulesNoLongerMatch() {
        IncidentNotice original = TestNotices.extortion().build();
        lane.verdictOn(original);
        lane.deliveries("police-de");
        exchange.with(
                RuleTable.newBuilder().setVersion("empty").setRules(List.of()).build());

        Outcome retraction = lane.verdictOn(TestNotices.retraction(original).build());

        assertThat(retraction.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(retraction.getLink()).isEqualTo(LinkKind.RETRACTION);
        assertThat(retraction.getRoutes())
                .extracting(Route::getPartnerId)
                .containsExactlyInAnyOrder("police-de", "police-ie", "hotline-nl");
        Delivery delivery = lane.delivery("police-de");
        assertThat(delivery.getKind()).isEqualTo(DeliveryKind.CASE_RETRACTED);
        assertThat(delivery.getReleasedSections()).isEmpty();
        assertThat(delivery.getFacts()).isEmpty();
        assertThat(delivery.getNotices())
                .hasSize(2)
                .allMatch(notice -> notice.getRetracted() == RetractionReason.MISTAKEN_IDENTITY)
                .allMatch(notice ->
                        notice.getActors().isEmpty() && notice.getContent().isEmpty());
    }

    @Test
    void shouldWithdrawOnlyOwnNoticeWhenAnotherSubmitterCorroborated() {
        IncidentNotice own = TestNotices.extortion("platform-a").build();
        IncidentNotice theirs = TestNotices.extortion("platform-b").build();
        lane.verdictOn(own);
        lane.verdictOn(theirs);
        lane.deliveries("police-de");

        lane.verdictOn(TestNotices.retraction(own).build());

        Delivery update = lane.delivery("police-de");
        assertThat(update.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(update.getNotices())
                .filteredOn(notice -> notice.getRetracted() == null)
                .extracting(notice -> notice.getOrigin().getNoticeId())
                .containsExactly(theirs.getNoticeId());
    }

    @Test
    void shouldWithdrawWhatWasBuiltOnTheNoticeToo() {
        IncidentNotice original = TestNotices.extortion().build();
        lane.verdictOn(original);
        lane.verdictOn(TestNotices.about(original, NoticeKind.CORRECTION).build());
        lane.deliveries("police-de");

        lane.verdictOn(TestNotices.retraction(original).build());

        Delivery delivery = lane.delivery("police-de");
        assertThat(delivery.getKind()).isEqualTo(DeliveryKind.CASE_RETRACTED);
        assertThat(delivery.getNotices()).extracting(SharedNotice::getRetracted).doesNotContainNull();
    }

    @Test
    void shouldCloseHeldNoticeWhenItIsWithdrawn() {
        IncidentNotice original = TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.VICTIM_LOCATION, "FR")
                .build();
        Outcome held = lane.verdictOn(original);
        assertThat(held.getVerdict()).isEqualTo(Verdict.HELD);

        Outcome retraction = lane.verdictOn(TestNotices.retraction(original).build());

        assertThat(retraction.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(retraction.getRoutes()).isEmpty();
        HeldChange closed = lane.heldChanges().getFirst();
        assertThat(closed.getOrigin()).isEqualTo(held.getOrigin());
        assertThat(closed.getReason()).isEqualTo("retracted");
    }

    @Test
    void shouldNotOpenForNewRecipientWhenRetractionComes() {
        IncidentNotice original = TestNotices.extortion().build();
        lane.verdictOn(original);
        exchange.join(TestExchange.partner("police-ie-2", StakeholderKind.LAW_ENFORCEMENT, "IE")
                .build());
        IncidentNotice theirs = TestNotices.extortion("platform-b").build();
        lane.verdictOn(theirs);
        lane.deliveries("police-ie-2");

        exchange.join(TestExchange.partner("police-ie-3", StakeholderKind.LAW_ENFORCEMENT, "IE")
                .build());
        lane.verdictOn(TestNotices.retraction(original).build());

        assertThat(lane.deliveries("police-ie-2")).hasSize(1);
        assertThat(lane.deliveries("police-ie-3")).isEmpty();
    }
}
