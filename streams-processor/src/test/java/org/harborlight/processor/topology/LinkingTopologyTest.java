package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How notices join cases: the same person and content meet, anything looser stays apart, and nothing is dropped. */
class LinkingTopologyTest {
    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

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
    void shouldOpenAnotherCaseWhenSamePictureComesFromAnotherAccount() {
        Outcome first = lane.verdictOn(TestNotices.extortion().build());

        Outcome second = lane.verdictOn(TestNotices.extortion()
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-2")))
                .build());

        assertThat(second.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(second.getCaseId()).isNotEqualTo(first.getCaseId());
    }

    @Test
    void shouldLinkAsRepeatWhenSameSubmitterReportsSamePersonAndContent() {
        Outcome first = lane.verdictOn(TestNotices.extortion().build());
        lane.delivery("police-de");

        Outcome second = lane.verdictOn(TestNotices.extortion().build());

        assertThat(second.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(second.getLink()).isEqualTo(LinkKind.REPEAT);
        assertThat(second.getCaseId()).isEqualTo(first.getCaseId());
        Delivery update = lane.delivery("police-de");
        assertThat(update.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(update.getVersion()).isEqualTo(2);
        assertThat(update.getChanged()).containsExactly("repeat");
        assertThat(update.getLinkCount()).isEqualTo(1);
        assertThat(update.getNotices()).hasSize(2);
    }

    @Test
    void shouldLinkAsCorroborationWhenAnotherSubmitterReportsSamePersonAndContent() {
        Outcome first = lane.verdictOn(TestNotices.extortion("platform-a").build());

        Outcome second = lane.verdictOn(TestNotices.extortion("platform-b").build());

        assertThat(second.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(second.getLink()).isEqualTo(LinkKind.CORROBORATION);
        assertThat(second.getCaseId()).isEqualTo(first.getCaseId());
        assertThat(second.getReceiptId()).isNotEqualTo(first.getReceiptId());
    }

    @Test
    void shouldLinkAsRepeatWhenNewNoticeNamesAKnownIncident() {
        IncidentNotice first = TestNotices.extortion().build();
        lane.verdictOn(first);

        Outcome second = lane.verdictOn(TestNotices.extortion()
                .setIncidentKey(first.getIncidentKey())
                .setActors(List.of())
                .build());

        assertThat(second.getLink()).isEqualTo(LinkKind.REPEAT);
    }

    @Test
    void shouldSendWholeCaseToNewRecipientWhenFollowUpAddsACountry() {
        IncidentNotice first = TestNotices.placed(
                        TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_LOCATION, "DE")
                .build();
        lane.verdictOn(first);

        Outcome followUp = lane.verdictOn(TestNotices.placed(
                        TestNotices.about(first, NoticeKind.FOLLOW_UP), JurisdictionBasis.VICTIM_LOCATION, "IE")
                .build());

        assertThat(followUp.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(followUp.getLink()).isEqualTo(LinkKind.FOLLOW_UP);
        Delivery opened = lane.delivery("police-ie");
        assertThat(opened.getKind()).isEqualTo(DeliveryKind.CASE_OPENED);
        assertThat(opened.getNotices()).hasSize(2);
        assertThat(opened.getFacts()).extracting("country").contains("IE", "DE");
        List<Delivery> updates = lane.deliveries("police-de");
        assertThat(updates.getLast().getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(updates.getLast().getChanged()).containsExactly("follow-up", "new-country");
    }

    @Test
    void shouldKeepOriginalWhenCorrectionRestatesIt() {
        IncidentNotice first = TestNotices.extortion().build();
        lane.verdictOn(first);
        lane.delivery("police-de");

        Outcome correction =
                lane.verdictOn(TestNotices.about(first, NoticeKind.CORRECTION).build());

        assertThat(correction.getLink()).isEqualTo(LinkKind.CORRECTION);
        Delivery update = lane.delivery("police-de");
        assertThat(update.getNotices()).extracting(SharedNotice::getSuperseded).containsExactly(false, true);
        assertThat(update.getNotices())
                .extracting(SharedNotice::getKind)
                .containsExactly(NoticeKind.CORRECTION, NoticeKind.NEW);
    }

    @Test
    void shouldNeverLowerPriorityWhenRepeatIsLessUrgent() {
        lane.verdictOn(TestNotices.extortion().build());
        lane.delivery("police-de");

        lane.verdictOn(
                TestNotices.extortion().setPriority(Priority.INFORMATIONAL).build());

        assertThat(lane.delivery("police-de").getPriority()).isEqualTo(Priority.STANDARD);
    }

    @Test
    void shouldFollowCaseOfOtherLaneWhenUrgentFollowUpComes() {
        IncidentNotice first = TestNotices.extortion().setActors(List.of()).build();
        Outcome opened = lane.verdictOn(first);

        try (LaneDriver urgent = new LaneDriver(Lane.URGENT, exchange, otherDirectory)) {
            urgent.pipeAll(Topics.references(Lane.STANDARD), lane.raw(Topics.references(Lane.STANDARD)));
            Outcome followUp = urgent.verdictOn(TestNotices.about(first, NoticeKind.FOLLOW_UP)
                    .setPriority(Priority.URGENT)
                    .setUrgencyBasis(UrgencyBasis.THREAT)
                    .build());

            assertThat(followUp.getVerdict()).isEqualTo(Verdict.LINKED);
            assertThat(followUp.getLink()).isEqualTo(LinkKind.FOLLOW_UP);
            assertThat(followUp.getCaseId()).isEqualTo(opened.getCaseId());
            assertThat(followUp.getVersion()).isEqualTo(1);
        }
    }

    @Test
    void shouldTellOtherLaneOnceWhichCaseAReferenceFollows() {
        IncidentNotice first = TestNotices.extortion().build();
        lane.verdictOn(first);
        lane.verdictOn(TestNotices.about(first, NoticeKind.FOLLOW_UP).build());

        assertThat(lane.raw(Topics.references(Lane.STANDARD)))
                .singleElement()
                .extracting(record -> record.key())
                .isEqualTo(exchange.identifiers.reference("platform-a", first.getIncidentKey()));
    }

    @Test
    void shouldTreatFollowUpAsNewWhenIncidentIsUnknown() {
        Outcome outcome =
                lane.verdictOn(TestNotices.about(TestNotices.extortion().build(), NoticeKind.FOLLOW_UP)
                        .build());

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(outcome.getLink()).isNull();
        assertThat(lane.deliveries("police-de")).hasSize(1);
    }
}
