package org.harborlight.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no order to unlink does, and what it is answered. */
class UnlinkRefusalsTopologyTest {
    private static final String POLICE = "police-de";
    private static final String MOVES = Topics.moves(Lane.STANDARD);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private final IncidentNotice stays = TestNotices.extortion("platform-a").build();
    private final IncidentNotice leaves = TestNotices.extortion("platform-b").build();
    private LaneDriver lane;
    private UnlinkScene scene;

    @BeforeEach
    void start() {
        lane = new LaneDriver(Lane.STANDARD, exchange, directory);
        scene = new UnlinkScene(exchange, lane);
        lane.accept(stays);
        lane.accept(leaves);
        lane.outcomes();
        lane.deliveries(POLICE);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(scene.refusal(scene.order(TestNotices.extortion().build()).build()))
                .isEqualTo("unknown-incident");
        assertThat(scene.refusal(scene.of(scene.subject(leaves).setSubmitterId("platform-a"))
                        .build()))
                .isEqualTo("unknown-incident");
        assertNothingChanged();
    }

    @Test
    void shouldRefuseASecondTimeAndAnswerACopyByItsPlace() {
        Command order = scene.order(leaves).build();
        scene.give(order);
        assertThat(scene.answer().getEffect()).isEqualTo(CommandEffect.APPLIED);
        lane.deliveries(POLICE);
        lane.heldChanges();

        assertThat(scene.refusal(scene.order(leaves).build())).isEqualTo("unlinked-before");
        scene.give(order);
        CommandResult copy = scene.answer();
        assertThat(copy.getReason()).isEqualTo("replayed");
        assertThat(copy.getCommandId()).isEmpty();
        assertNothingChanged();
    }

    @Test
    void shouldAnswerWhatIsTooOldOrIncompleteAndLeaveTheOtherLaneItsOrders() {
        assertThat(scene.refusal(scene.order(leaves)
                        .setAt(lane.now().minus(Duration.ofHours(25)))
                        .build()))
                .isEqualTo("too-old");
        assertThat(scene.refusal(scene.of(scene.subject(leaves).setLane(Lane.UNSPECIFIED))
                        .build()))
                .isEqualTo("malformed-command");
        assertThat(scene.refusal(scene.order(leaves).setIncident(null).build())).isEqualTo("malformed-command");
        scene.give(scene.of(scene.subject(leaves).setLane(Lane.URGENT)).build());
        assertThat(lane.commandResults()).isEmpty();
        assertNothingChanged();
    }

    @Test
    void shouldNotActOnWhatOneOperatorAloneSignedOrNoneDid() {
        SigningKey stranger = SigningKey.generate("operator-2", new SecureRandom());

        lane.command(scene.order(leaves).build(), exchange.operator);
        lane.command(scene.order(leaves).build(), exchange.operator, stranger);
        for (String internal : List.of("orders-repartition", "orders-at-cases-repartition")) {
            TestRecord<String, byte[]> forged =
                    new TestRecord<>("key", lane.signed(scene.order(leaves).build(), exchange.operator));
            forged.headers().add("harborlight-origin", "harborlight.commands/0/0".getBytes(UTF_8));
            lane.pipe("harborlight-standard-" + internal, forged);
        }

        assertThat(lane.commandResults()).isEmpty();
        assertNothingChanged();
    }

    @Test
    void shouldMoveNoReferenceForWhoeverWritesToTheMoves() {
        scene.unlink(leaves);
        List<TestRecord<String, byte[]>> moves = lane.raw(MOVES);
        assertThat(moves).hasSize(1);
        lane.deliveries(POLICE);
        lane.heldChanges();
        byte[] genuine = moves.getFirst().value();

        lane.pipe(MOVES, scene.reference(stays), lane.moveOf(genuine, scene.reference(stays), new byte[] {1, 2}));
        lane.pipe(MOVES, scene.reference(stays), lane.moveOf(genuine, scene.reference(stays), null));
        lane.pipe(
                MOVES,
                scene.reference(leaves),
                lane.moveOf(
                        genuine,
                        scene.reference(leaves),
                        lane.signed(scene.order(leaves).build(), exchange.operator)));
        lane.pipe(MOVES, "key", new byte[] {7});
        lane.pipe(MOVES, "key", null);

        assertThat(lane.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(
                        "malformed-record",
                        "malformed-record",
                        "unverified-move",
                        "malformed-record",
                        "malformed-record");
        assertThat(lane.verdictOn(TestNotices.extortion("platform-a")
                                .setIncidentKey(stays.getIncidentKey())
                                .build())
                        .getCaseId())
                .isEqualTo(scene.sharedCase(stays));
        lane.deliveries(POLICE);
        lane.pipe(MOVES, scene.reference(leaves), genuine);
        assertNothingChanged();
    }

    @Test
    void shouldRefuseWhenNobodyWouldHaveTheIncidentAnyMore() {
        IncidentNotice german = TestNotices.placed(
                        TestNotices.extortion("platform-b").setActors(stays.getActors()),
                        JurisdictionBasis.REPORTED_PERSON_RESIDENCE,
                        "FR")
                .setContent(List.of())
                .build();
        exchange.join(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .build());
        lane.accept(german);
        assertThat(lane.deliveries("police-fr")).hasSize(1);
        lane.outcomes();
        exchange.with(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .setStatus(ParticipantStatus.SUSPENDED)
                .build());

        assertThat(scene.refusal(scene.order(german).build())).isEqualTo("no-recipient");
        assertNothingChanged();
    }

    @Test
    void shouldRefuseWhenTheCaseIsTooLargeToBeReadWhole() {
        LaneBounds usual = LaneBounds.defaults();
        LaneBounds tight = new LaneBounds(
                usual.retention(), usual.sweep(), usual.review(), usual.snapshotBytes(), 1, usual.cap(), 0);
        try (LaneDriver small = new LaneDriver(Lane.STANDARD, exchange, directory.resolve("small"), tight)) {
            small.accept(stays);
            small.accept(leaves);

            assertThat(new UnlinkScene(exchange, small)
                            .refusal(scene.order(leaves).build()))
                    .isEqualTo("case-too-large");
        }
    }

    private void assertNothingChanged() {
        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.heldChanges()).isEmpty();
        assertThat(lane.outcomes()).isEmpty();
    }
}
