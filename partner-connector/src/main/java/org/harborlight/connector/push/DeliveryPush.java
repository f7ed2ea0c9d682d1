package org.harborlight.connector.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;

/**
 * Pushes verified deliveries to their partner: has them prepared, signs and sends, one by one or several at once. Blocks the calling lane. Thread-safe.
 */
public final class DeliveryPush {
    /** An echo of so many still fits into an answer. */
    private static final int LARGEST_BATCH = 100;

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

    /** How many deliveries of a lane may go out in one request. */
    public static int batchSize(Lane lane, Optional<Participant> partner) {
        return lane == Lane.URGENT
                ? 1
                : partner.map(Participant::getEndpoint)
                        .filter(endpoint -> endpoint.getBodyFormat() != BodyFormat.AVRO)
                        .map(endpoint -> Math.clamp(endpoint.getMaxBatch(), 1, LARGEST_BATCH))
                        .orElse(1);
    }

    /**
     * One attempt for one delivery, or for several in one request. The outcomes by delivery id.
     *
     * @param partner the addressee as today's directory has it, if it has it
     * @param breaker of this contact
     */
    public Map<String, PushOutcome> push(
            List<SignedDelivery> deliveries,
            Optional<Participant> partner,
            Contact contact,
            LaneBreaker breaker,
            LaneMetrics metrics) {
        Optional<Participant> pushable =
                partner.filter(known -> contact.endpoint(known).isPresent());
        Map<String, PushOutcome> outcomes = new HashMap<>();
        List<PushMessage.Part> ready = new ArrayList<>();
        for (SignedDelivery signed : deliveries) {
            outcomes.put(signed.id(), postponed("not-active"));
            if (pushable.isPresent()) {
                prepare(signed, partner, metrics, ready).ifPresent(obstacle -> outcomes.put(signed.id(), obstacle));
            }
        }
        if (pushable.isPresent() && !ready.isEmpty()) {
            List<PushOutcome> sent = attempt(ready, new To(pushable.get(), contact), breaker, metrics);
            for (int i = 0; i < ready.size(); i++) {
                outcomes.put(ready.get(i).signed().id(), sent.get(i));
            }
        }
        return outcomes;
    }

    /** Adds it to what is ready, or says what stands in the way. */
    private Optional<PushOutcome> prepare(
            SignedDelivery signed, Optional<Participant> partner, LaneMetrics metrics, List<PushMessage.Part> ready) {
        return switch (dispatch.prepare(signed, partner, clock.instant())) {
            case Dispatch.Prepared.NotYet later -> Optional.of(postponed(later.reason()));
            case Dispatch.Prepared.Withheld withheld -> Optional.of(new PushOutcome.Withheld(withheld.reason()));
            case Dispatch.Prepared.Ready found -> {
                Dispatch.count(signed, found, metrics);
                ready.add(new PushMessage.Part(signed, found.keys()));
                yield Optional.empty();
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

    private record To(Participant partner, Contact contact) {
        Endpoint endpoint() {
            return contact.endpoint(partner).orElseThrow();
        }
    }

    private List<PushOutcome> attempt(List<PushMessage.Part> ready, To to, LaneBreaker breaker, LaneMetrics metrics) {
        if (!breaker.admits()) {
            Instant now = clock.instant();
            Instant until = breaker.openUntil(now).orElse(now.plus(SOON));
            PushOutcome open = new PushOutcome.Postponed(PushOutcome.Postponed.BREAKER_OPEN, until);
            return ready.stream().map(_ -> open).toList();
        }
        Instant started = clock.instant();
        PushAnswer judged = PushAnswer.Failed.outage("fault");
        try {
            List<PushAnswer> answers = send(ready, to, started);
            judged = answers.getFirst();
            count(answers, to.contact(), Duration.between(started, clock.instant()), metrics);
            return answers.stream().<PushOutcome>map(PushOutcome.Answered::new).toList();
        } finally {
            // After any fault too: what the breaker has admitted and never hears of would keep it half open for ever.
            breaker.record(judged, Duration.between(started, clock.instant()));
        }
    }

    private PushOutcome postponed(String reason) {
        return new PushOutcome.Postponed(reason, clock.instant().plus(SOON));
    }

    private List<PushAnswer> send(List<PushMessage.Part> ready, To to, Instant now) {
        PushMessage message = PushMessage.of(ready, to.endpoint().getBodyFormat());
        PushRequest request = new PushRequest(message.items(), to.partner(), headers.of(message, now), message.body());
        return clients.push(to.contact().client(to.partner().getParticipantId()), to.endpoint(), request);
    }

    private static void count(List<PushAnswer> answers, Contact contact, Duration took, LaneMetrics metrics) {
        for (PushAnswer answer : answers) {
            switch (contact) {
                case USUAL -> metrics.attempt(answer.code(), took);
                case SECOND -> metrics.secondAttempt(answer.code());
            }
        }
    }
}
