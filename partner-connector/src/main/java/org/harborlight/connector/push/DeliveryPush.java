package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;

/**
 * Pushes one verified delivery to its partner: has it prepared, signs and sends. Blocks the calling lane. Thread-safe.
 */
public final class DeliveryPush {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Dispatch dispatch;
    private final PushHeaders headers;
    private final PushClients clients;
    private final InstantSource clock;

    public DeliveryPush(Dispatch dispatch, WebhookSigner signer, PushClients clients, InstantSource clock) {
        this.dispatch = dispatch;
        this.headers = new PushHeaders(signer);
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * One attempt.
     *
     * @param partner the addressee as today's directory has it, if it has it
     */
    public PushOutcome push(
            SignedDelivery signed, Optional<Participant> partner, LaneBreaker breaker, LaneMetrics metrics) {
        Optional<Endpoint> endpoint = partner.map(Participant::getEndpoint);
        if (endpoint.isEmpty()) {
            return postponed("not-active");
        }
        return switch (dispatch.prepare(signed, partner, clock.instant())) {
            case Dispatch.Prepared.NotYet later -> postponed(later.reason());
            case Dispatch.Prepared.Withheld withheld -> new PushOutcome.Withheld(withheld.reason());
            case Dispatch.Prepared.Ready ready -> {
                if (ready.narrowed()) {
                    metrics.narrowed();
                }
                yield attempt(signed, endpoint.get(), ready, breaker, metrics);
            }
        };
    }

    /** For a partner that pulls: sends nothing, and says whether the delivery may wait in the inbox. */
    public PushOutcome leave(SignedDelivery signed, Optional<Participant> partner) {
        Optional<Dispatch.Prepared> obstacle = dispatch.obstacle(signed, partner);
        if (obstacle.isEmpty()) {
            return new PushOutcome.Left();
        }
        return switch (obstacle.get()) {
            case Dispatch.Prepared.NotYet later -> postponed(later.reason());
            case Dispatch.Prepared.Withheld withheld -> new PushOutcome.Withheld(withheld.reason());
            case Dispatch.Prepared.Ready _ -> new PushOutcome.Left();
        };
    }

    private PushOutcome attempt(
            SignedDelivery signed,
            Endpoint endpoint,
            Dispatch.Prepared.Ready ready,
            LaneBreaker breaker,
            LaneMetrics metrics) {
        if (!breaker.admits()) {
            Instant until = breaker.openUntil().orElseGet(() -> clock.instant().plus(SOON));
            return new PushOutcome.Postponed("breaker-open", until);
        }
        return new PushOutcome.Answered(send(signed, endpoint, ready, breaker, metrics));
    }

    private PushOutcome postponed(String reason) {
        return new PushOutcome.Postponed(reason, clock.instant().plus(SOON));
    }

    private PushAnswer send(
            SignedDelivery signed,
            Endpoint endpoint,
            Dispatch.Prepared.Ready ready,
            LaneBreaker breaker,
            LaneMetrics metrics) {
        Instant started = clock.instant();
        byte[] body = Dispatch.body(signed, ready);
        PushRequest request = new PushRequest(
                signed.id(), signed.digest(), headers.of(signed.delivery(), body, started), Buffer.buffer(body));
        PushAnswer answer = PushAnswer.Failed.outage("fault");
        Duration took = Duration.ZERO;
        try {
            answer = clients.push(signed.delivery().getPartnerId(), endpoint, request);
        } finally {
            took = Duration.between(started, clock.instant());
            breaker.record(answer, took);
        }
        metrics.attempt(answer.code(), took);
        return answer;
    }
}
