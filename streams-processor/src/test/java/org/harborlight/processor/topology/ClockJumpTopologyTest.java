package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.TakedownHold;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks of gateways, desks and the lane itself that do not agree: nothing is lost, and nothing ends before its time. */
class ClockJumpTopologyTest {
    private static final Lane LANE = Lane.STANDARD;
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final String HOTLINE = "hotline-nl";

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(LANE, exchange, directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void shouldProcessAndRememberWhenAGatewaysClockIsAnHourOff(int hours) {
        IncidentNotice notice = TestNotices.extortion().build();
        AcceptedNotice accepted = acceptedAt(notice, lane.now().plus(Duration.ofHours(hours)));

        assertThat(pipe(accepted).getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(lane.deliveries("police-de")).hasSize(1);
        assertThat(pipe(accepted).getVerdict()).isEqualTo(Verdict.REPLAYED);

        lane.advance(RETENTION.minus(Duration.ofDays(1)));
        somebodyElse();
        lane.advance(Duration.ofMinutes(2));
        assertThat(pipe(accepted).getVerdict())
                .as("remembered for the retention")
                .isEqualTo(Verdict.REPLAYED);
    }

    /** What one gateway accepted and another one's clock calls the past: a case is joined by what it is about. */
    @Test
    void shouldLinkWhenTwoGatewaysClocksDiffer() {
        IncidentNotice first = TestNotices.extortion().build();
        pipe(acceptedAt(first, lane.now().plus(Duration.ofHours(1))));
        IncidentNotice later = TestNotices.about(first, NoticeKind.FOLLOW_UP).build();

        Outcome linked = pipe(acceptedAt(later, lane.now().minus(Duration.ofHours(1))));

        assertThat(linked.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(lane.deliveries("police-de"))
                .extracting(Delivery::getVersion)
                .containsExactly(1, 2);
    }

    /** The clock of the lane jumps past everything's end: only what gateways say of notices makes it forget. */
    @Test
    void shouldForgetNothingWhenItsOwnClockJumpsAhead() {
        IncidentNotice notice = TestNotices.extortion().build();
        AcceptedNotice accepted = acceptedAt(notice, lane.now());
        pipe(accepted);

        lane.advance(RETENTION.multipliedBy(4));

        assertThat(pipe(accepted).getVerdict()).isEqualTo(Verdict.REPLAYED);
    }

    /** A gateway's clock jumps past everything's end: the lane's own does not follow. */
    @Test
    void shouldForgetNothingWhenAGatewaysClockJumpsFarAhead() {
        IncidentNotice notice = TestNotices.extortion().build();
        AcceptedNotice accepted = acceptedAt(notice, lane.now());
        pipe(accepted);
        pipe(acceptedAt(TestNotices.extortion("platform-b").build(), lane.now().plus(RETENTION.multipliedBy(4))));

        lane.advance(Duration.ofMinutes(2));

        assertThat(pipe(accepted).getVerdict()).isEqualTo(Verdict.REPLAYED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void shouldTellOfAHoldUntilItsEndWhenTheDesksClockIsAnHourOff(int hours) {
        pipe(acceptedAt(TestNotices.extortion().build(), lane.now()));
        Delivery police = lane.delivery("police-de");
        lane.deliveries(HOTLINE);
        Instant at = lane.now().plus(Duration.ofHours(hours));
        Instant until = lane.now().plus(Duration.ofDays(2));

        lane.answer(DeskAnswersFixtures.hold(police, until, at), exchange.connectorKey);
        assertThat(lane.delivery(HOTLINE).getTakedownHolds())
                .extracting(TakedownHold::getUntil)
                .containsExactly(until);

        lane.advance(Duration.ofDays(2).minusMinutes(1));
        assertThat(lane.deliveries(HOTLINE)).as("before its end").isEmpty();
        lane.advance(Duration.ofMinutes(2));
        assertThat(lane.delivery(HOTLINE).getTakedownHolds()).isEmpty();
    }

    private void somebodyElse() {
        pipe(acceptedAt(TestNotices.extortion("platform-b").build(), lane.now()));
        lane.deliveries("police-de");
    }

    private AcceptedNotice acceptedAt(IncidentNotice notice, Instant at) {
        return lane.gateway.accept(notice, LANE, at);
    }

    private Outcome pipe(AcceptedNotice accepted) {
        lane.pipe(Topics.notices(LANE), accepted.getReference(), lane.encode(accepted));
        List<Outcome> outcomes = lane.outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }
}
