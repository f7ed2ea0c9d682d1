package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of day is put back or ahead under a connector at work: nothing waits for it, and nothing ends early. */
class ClockJumpIT extends Scenario {
    private static final Duration JUMP = Duration.ofHours(2);

    private volatile Duration shift = Duration.ZERO;

    ClockJumpIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldCommitWhatIsDoneWhenTheClockIsPutBack() {
        TestPartner partner = partner();
        // A request that a busy machine held up is not to be sent again.
        moved(Map.of("lane.commit.interval.ms", "4000", "push.timeout.ms", "30000"));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitPushes(partner, id, 1);

        shift = JUMP.negated();

        awaitState(id, DeliveryStatus.RECEIPTED);
        assertThat(partner.server.received(id)).hasSize(1);
    }

    @Test
    void shouldTryAgainInTimeWhenTheClockIsPutBack() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.retryAfter(503, "3"));
        moved(Map.of());
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        DeliveryState failed = awaitFailure(id);

        shift = JUMP.negated();
        partner.server.behave(Behaviour.echo());

        awaitState(id, DeliveryStatus.RECEIPTED);
        assertThat(failed.getNextAttemptAt()).isAfter(now().plus(Duration.ofHours(1)));
    }

    @Test
    void shouldEndAPauseInTimeWhenTheClockIsPutBack() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.status(410));
        Connector connector = moved(Map.of("push.pause.ms", "5000"));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitFailure(id);

        shift = JUMP.negated();
        partner.server.behave(Behaviour.echo());

        awaitState(id, DeliveryStatus.RECEIPTED);
        assertThat(connector.readiness().ready()).isTrue();
    }

    @Test
    void shouldAskAPartnerAgainInTimeWhenTheClockIsPutBackWhileItsBreakerIsOpen() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.status(503));
        moved(Map.of("breaker.minimum.calls", "2", "breaker.open.ms", "5000"));
        List<String> ids = deliver(partner, Lane.URGENT, 4); // an urgent lane reads on while its breaker is open
        await().atMost(PATIENCE)
                .until(() -> ids.stream()
                        .anyMatch(id ->
                                history(id).stream().anyMatch(state -> "breaker-open".equals(state.getReason()))));

        shift = JUMP.negated();
        partner.server.behave(Behaviour.echo());

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 2})
    void shouldEndNothingEarlyAndNothingTwiceWhenTheClockJumps(long hours) {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.status(503));
        moved(Map.of("breaker.minimum.calls", "1000"));
        List<String> ids = deliver(partner, Lane.STANDARD, 10);
        ids.forEach(this::awaitFailure);

        shift = Duration.ofHours(hours);
        partner.server.behave(Behaviour.echo());

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        shift = Duration.ZERO;
        deliver(partner, Lane.STANDARD, 10).forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
    }

    /** A connector whose time of day the test moves. */
    private Connector moved(Map<String, String> overrides) {
        return connector("one", overrides, this::now);
    }

    private Instant now() {
        return Instant.now().plus(shift);
    }

    private List<String> deliver(TestPartner partner, Lane lane, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> exchange.deliver(Deliveries.to(partner.id, lane)))
                .toList();
    }
}
