package org.harborlight.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's order to release a notice does, to whom it gives nothing, and what it is answered. */
class ReleaseTopologyTest {
    private static final String POLICE = "police-de";

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(
                Lane.STANDARD,
                exchange,
                directory,
                LaneBounds.defaults().with(VersionCap.defaults().of(1)));
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldSendWhatWaitsForTheDigestAtOnceAndOnce() {
        IncidentNotice waiting = waiting();
        Command order = release(waiting).build();

        lane.command(order, exchange.operator);

        CommandResult applied = answer();
        assertThat(applied.getEffect()).isEqualTo(CommandEffect.APPLIED);
        assertThat(applied.getCommandId()).isEqualTo(order.getCommandId());
        assertThat(applied.getCommand().getTopic()).isEqualTo(Topics.COMMANDS);
        Delivery digest = lane.delivery(POLICE);
        assertThat(digest.getVersion()).isEqualTo(2);
        assertThat(digest.getChanged()).containsExactly("digest");
        assertThat(lane.heldChanges())
                .singleElement()
                .satisfies(change -> assertThat(change.getKind()).isEqualTo(HeldChangeKind.RELEASED))
                .satisfies(change -> assertThat(change.getNoticeId()).isEqualTo(waiting.getNoticeId()));
        assertThat(lane.outcomes()).isEmpty();

        lane.command(release(waiting).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("not-held");
        lane.advance(Duration.ofHours(2));
        assertThat(lane.deliveries(POLICE)).isEmpty();
        assertThat(lane.heldChanges()).isEmpty();
    }

    @Test
    void shouldAnswerACopyOfACommandByItsPlaceAndDoNothing() {
        IncidentNotice waiting = waiting();
        Command order = release(waiting).build();
        lane.command(order, exchange.operator);
        assertThat(answer().getEffect()).isEqualTo(CommandEffect.APPLIED);
        assertThat(lane.deliveries(POLICE)).hasSize(1);

        lane.command(order, exchange.operator);

        CommandResult copy = answer();
        assertThat(copy.getCommandId()).isEmpty();
        assertThat(copy.getReason()).isEqualTo("replayed");
        assertThat(copy.getCommand()).isEqualTo(new Origin(Topics.COMMANDS, 0, 1L));
        assertThat(lane.deliveries(POLICE)).isEmpty();
    }

    @Test
    void shouldRefuseWithTheReasonWhenNobodyMayReceiveItAndRouteItAtOnceWhenSomebodyMay() {
        IncidentNotice french = inFrance();
        assertThat(lane.verdictOn(french).getVerdict()).isEqualTo(Verdict.HELD);
        List<HeldChange> _ = lane.heldChanges();

        lane.command(release(french).build(), exchange.operator);

        assertThat(refusal()).isEqualTo("no-recipient");
        assertThat(lane.heldChanges()).isEmpty();
        exchange.join(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .build());
        lane.command(release(french).build(), exchange.operator);
        assertThat(answer().getEffect()).isEqualTo(CommandEffect.APPLIED);
        assertThat(lane.delivery("police-fr").getChanged()).containsExactly("released");
        assertThat(lane.heldChanges()).extracting(HeldChange::getKind).containsExactly(HeldChangeKind.RELEASED);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnowAndWhatHasArrived() {
        IncidentNotice known = TestNotices.extortion().build();
        lane.accept(known);

        lane.command(release(known).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("not-held");
        lane.command(release(TestNotices.extortion().build()).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("unknown-notice");
        lane.command(of(subject(known).setSubmitterId("platform-b")).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("unknown-notice");
        assertThat(lane.heldChanges()).isEmpty();
    }

    @Test
    void shouldRefuseARetractionThatWasHandedOver() {
        IncidentNotice retraction =
                TestNotices.retraction(TestNotices.extortion().build()).build();
        assertThat(lane.verdictOn(retraction).getVerdict()).isEqualTo(Verdict.HANDED_OVER);

        lane.command(release(retraction).build(), exchange.operator);

        assertThat(refusal()).isEqualTo("handed-over");
    }

    @Test
    void shouldAnswerWhatIsTooOldOrIncompleteAndLeaveTheOtherLaneItsOrders() {
        IncidentNotice waiting = waiting();

        lane.command(
                release(waiting).setAt(lane.now().minus(Duration.ofHours(25))).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("too-old");
        lane.command(of(subject(waiting).setLane(Lane.UNSPECIFIED)).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("malformed-command");
        lane.command(release(waiting).setHeldNotice(null).build(), exchange.operator);
        assertThat(refusal()).isEqualTo("malformed-command");
        lane.command(of(subject(waiting).setLane(Lane.URGENT)).build(), exchange.operator);
        assertThat(lane.commandResults()).isEmpty();
        assertThat(lane.deliveries(POLICE)).isEmpty();
    }

    @Test
    void shouldNotActOnWhatNoOperatorSigned() {
        IncidentNotice waiting = waiting();
        SigningKey stranger = SigningKey.generate("operator-1", new SecureRandom());

        lane.command(release(waiting).build(), stranger);
        lane.pipe(Topics.COMMANDS, "1", new byte[] {1, 2, 3});
        lane.pipe(Topics.COMMANDS, "2", null);
        for (String internal : List.of("orders-repartition", "orders-at-cases-repartition")) {
            TestRecord<String, byte[]> forged =
                    new TestRecord<>("key", lane.signed(release(waiting).build(), stranger));
            forged.headers().add("harborlight-origin", "harborlight.commands/0/0".getBytes(UTF_8));
            lane.pipe("harborlight-standard-" + internal, forged);
        }

        assertThat(lane.commandResults()).isEmpty();
        assertThat(lane.deliveries(POLICE)).isEmpty();
        lane.command(release(waiting).build(), exchange.operator);
        assertThat(answer().getEffect()).isEqualTo(CommandEffect.APPLIED);
    }

    /** A notice beyond the cap; what came before it is read away. */
    private IncidentNotice waiting() {
        lane.accept(TestNotices.extortion().build());
        IncidentNotice waiting = TestNotices.extortion().build();
        lane.outcomes();
        assertThat(lane.verdictOn(waiting).getReason()).isEqualTo("waits-for-digest");
        assertThat(lane.deliveries(POLICE)).hasSize(1);
        return waiting;
    }

    private static IncidentNotice inFrance() {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_RESIDENCE, "FR")
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "one"), NoticeFixtures.child(2)))
                .build();
    }

    private Command.Builder release(IncidentNotice notice) {
        return of(subject(notice));
    }

    private Command.Builder of(CommandedHeldNotice.Builder subject) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.RELEASE)
                .setHeldNotice(subject.build())
                .setOperator("anna")
                .setReason("the desk asked for it")
                .setAt(lane.now());
    }

    private CommandedHeldNotice.Builder subject(IncidentNotice notice) {
        return CommandedHeldNotice.newBuilder()
                .setSubmitterId(notice.getSubmitterId())
                .setNoticeId(notice.getNoticeId())
                .setReference(exchange.identifiers.reference(notice.getSubmitterId(), notice.getIncidentKey()))
                .setLane(Lane.STANDARD);
    }

    private CommandResult answer() {
        List<CommandResult> results = lane.commandResults();
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private String refusal() {
        CommandResult result = answer();
        assertThat(result.getEffect()).isEqualTo(CommandEffect.REFUSED);
        return result.getReason();
    }
}
