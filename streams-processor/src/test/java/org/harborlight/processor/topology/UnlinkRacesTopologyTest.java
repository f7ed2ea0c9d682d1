package org.harborlight.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.RedriveHeader;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes to a case after its incident has left it, and what the other lane makes of it: one verdict each, in one case. */
class UnlinkRacesTopologyTest {
    private static final String POLICE = "police-de";
    private static final String BY_CASE_KEY = "harborlight-standard-by-case-key-repartition";

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final IncidentNotice stays = TestNotices.extortion("platform-a").build();
    private final IncidentNotice leaves = TestNotices.extortion("platform-b").build();
    private LaneDriver lane;
    private UnlinkScene scene;
    private AcceptedNotice accepted;

    @BeforeEach
    void start() {
        lane = new LaneDriver(Lane.STANDARD, exchange, directory);
        scene = new UnlinkScene(exchange, lane);
        lane.accept(stays);
        accepted = lane.accept(leaves);
        scene.unlink(leaves);
        lane.outcomes();
        lane.heldChanges();
        lane.deliveries(POLICE);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldGiveTheOneVerdictInTheNewCaseWhenANoticeComesToTheOldOneAfterwards() {
        late(lane.gateway.accept(TestNotices.about(leaves, NoticeKind.FOLLOW_UP).build(), Lane.STANDARD, lane.now()));

        assertThat(lane.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getVerdict()).isEqualTo(Verdict.LINKED))
                .satisfies(outcome -> assertThat(outcome.getCaseId()).isEqualTo(scene.ownCase(leaves)))
                .satisfies(outcome ->
                        assertThat(outcome.getOrigin()).isEqualTo(new Origin(Topics.notices(Lane.STANDARD), 0, 41L)));
        Delivery update = lane.delivery(POLICE);
        assertThat(update.getCaseId()).isEqualTo(scene.ownCase(leaves));
        assertThat(update.getVersion()).isEqualTo(2);
    }

    @Test
    void shouldWithdrawThereWhenARetractionComesToTheOldCaseAfterwards() {
        late(lane.gateway.accept(TestNotices.retraction(leaves).build(), Lane.STANDARD, lane.now()));

        assertThat(lane.outcomes()).extracting(Outcome::getCaseId).containsExactly(scene.ownCase(leaves));
        assertThat(UnlinkScene.standing(lane.delivery(POLICE))).isEmpty();
    }

    @Test
    void shouldDeliverNothingWhenTheRetractionWasThereBeforeTheNotice() {
        lane.accept(TestNotices.retraction(leaves).build());
        lane.outcomes();
        lane.deliveries(POLICE);

        late(accepted);

        assertThat(lane.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getVerdict()).isEqualTo(Verdict.HELD))
                .satisfies(outcome -> assertThat(outcome.getReason()).isEqualTo("withdrawn-before-arrival"));
        assertThat(lane.heldChanges()).extracting(HeldChange::getKind).containsExactly(HeldChangeKind.CLOSED);
        assertThat(lane.deliveries(POLICE)).isEmpty();
    }

    @Test
    void shouldGiveAnOutcomeToALateNoticeThatCannotBeReadOnItsWay() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("harborlight-origin", "harborlight.notices.standard/0/41".getBytes(UTF_8));
        lane.pipe(
                Topics.moves(Lane.STANDARD),
                new TestRecord<>(scene.reference(leaves), new byte[] {9}, headers, lane.now()));

        assertThat(lane.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getVerdict()).isEqualTo(Verdict.DEAD_LETTERED))
                .satisfies(
                        outcome -> assertThat(outcome.getOrigin().getTopic()).isEqualTo(Topics.notices(Lane.STANDARD)));
    }

    @Test
    void shouldReplayInTheNewCaseWhenTheNoticeIsRedriven() {
        RecordHeaders headers = new RecordHeaders();
        RedriveHeader.write(headers, "command-1", new Origin(Topics.notices(Lane.STANDARD), 0, 1L));

        lane.pipe(
                Topics.handovers(Lane.STANDARD),
                new TestRecord<>(accepted.getReference(), lane.encode(accepted), headers, lane.now()));

        assertThat(lane.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getVerdict()).isEqualTo(Verdict.REPLAYED))
                .satisfies(outcome -> assertThat(outcome.getCaseId()).isEqualTo(scene.ownCase(leaves)));
        assertThat(lane.deliveries(POLICE)).isEmpty();
    }

    @Test
    void shouldTellTheOtherLaneWhichFollowsUnlessItHasTheIncidentAtTheOldCase() {
        List<TestRecord<String, byte[]>> references = lane.raw(Topics.references(Lane.STANDARD));
        IncidentNotice urgent = TestNotices.imminent(TestNotices.about(leaves, NoticeKind.FOLLOW_UP))
                .build();
        try (LaneDriver other = new LaneDriver(Lane.URGENT, exchange, directory.resolve("urgent"))) {
            other.pipeAll(Topics.references(Lane.STANDARD), references);

            assertThat(other.verdictOn(urgent).getCaseId()).isEqualTo(scene.ownCase(leaves));
        }
        try (LaneDriver other = new LaneDriver(Lane.URGENT, exchange, directory.resolve("urgent-2"))) {
            other.accept(TestNotices.imminent(TestNotices.extortion("platform-b"))
                    .setIncidentKey(leaves.getIncidentKey())
                    .build());
            other.pipeAll(Topics.references(Lane.STANDARD), references);
            assertThat(other.verdictOn(urgent).getCaseId()).isEqualTo(scene.sharedCase(leaves));

            other.command(
                    scene.of(scene.subject(leaves).setLane(Lane.URGENT)).build(),
                    exchange.operator,
                    exchange.secondOperator);

            assertThat(urgent.getPriority()).isEqualTo(Priority.IMMINENT);
            assertThat(UnlinkScene.newest(other.deliveries(POLICE), scene.ownCase(leaves))
                            .getNotices())
                    .hasSize(2);
        }
    }

    /** As if admit had sent the notice to the case before it learnt of the unlinking. */
    private void late(AcceptedNotice notice) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("harborlight-origin", "harborlight.notices.standard/0/41".getBytes(UTF_8));
        String caseKey = exchange.identifiers.caseKey(leaves).orElseThrow();
        lane.pipe(BY_CASE_KEY, new TestRecord<>(caseKey, LaneDriver.admitted(notice), headers, lane.now()));
    }
}
