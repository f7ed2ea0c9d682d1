package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.harborlight.connector.push.Contact;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.Participant;

/**
 * Brings to the partner's second contact what the usual way did not: an urgent delivery at every failure, and any delivery
 * at its last attempt. It is the same delivery under the same id, so its echo is a receipt. The second contact has a
 * breaker of its own. Used by the lane's thread and its requests.
 */
final class SecondTry {
    private final LaneId lane;
    private final LaneServices services;
    private final LaneMetrics metrics;
    private final LaneBreaker breaker;

    SecondTry(LaneId lane, LaneServices services, LaneMetrics metrics) {
        this.lane = lane;
        this.services = services;
        this.metrics = metrics;
        this.breaker =
                new LaneBreaker(lane.name() + "-second", services.policy().breaker(), services.steady());
    }

    /** Whether an urgent delivery can go out although the usual way is closed. */
    boolean open() {
        return lane.urgent() && reachable().isPresent();
    }

    private Optional<Participant> reachable() {
        return services.participant(lane.partnerId())
                .filter(partner -> Contact.SECOND.endpoint(partner).isPresent())
                .filter(_ -> breaker.openUntil(services.clock().instant()).isEmpty());
    }

    /** What became of it by the usual way, and by the second where that was tried too. */
    PushOutcome after(PushOutcome usual, PendingDelivery delivery, SignedDelivery signed) {
        return wanted(usual, delivery, services.clock().instant())
                ? ask(signed)
                        .<PushOutcome>map(answer -> new PushOutcome.Seconded(usual, answer))
                        .orElse(usual)
                : usual;
    }

    /** Empty where there is nobody to ask, or nothing may be sent now. */
    Optional<PushAnswer> ask(SignedDelivery signed) {
        Optional<Participant> partner = reachable();
        if (partner.isEmpty()) {
            return Optional.empty();
        }
        PushOutcome outcome = services.push()
                .push(List.of(signed), partner, Contact.SECOND, breaker, metrics)
                .get(signed.id());
        return Objects.requireNonNull(outcome) instanceof PushOutcome.Answered(PushAnswer answer)
                ? Optional.of(answer)
                : Optional.empty();
    }

    private boolean wanted(PushOutcome usual, PendingDelivery delivery, Instant now) {
        boolean last = delivery.expired(now);
        return switch (usual) {
            case PushOutcome.Answered(PushAnswer.Receipted _), PushOutcome.Answered(PushAnswer.Refused _) -> false;
            case PushOutcome.Answered _ -> lane.urgent() || last;
            case PushOutcome.Postponed postponed ->
                (lane.urgent() || last) && PushOutcome.Postponed.BREAKER_OPEN.equals(postponed.reason());
            case PushOutcome.Left _ ->
                delivery.lateAt().filter(at -> !now.isBefore(at)).isPresent() || last;
            case PushOutcome.Withheld _, PushOutcome.Seconded _ -> false;
        };
    }
}
