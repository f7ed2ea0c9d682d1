package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.harborlight.connector.store.SectionKeys;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;

/**
 * Pushes one verified delivery to its partner: checks what today's directory allows, re-seals the section keys, signs and
 * sends. Blocks the calling lane. Thread-safe.
 */
public final class DeliveryPush {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SectionRelease release;
    private final PushHeaders headers;
    private final PushClients clients;
    private final InstantSource clock;

    public DeliveryPush(
            SectionKeys sectionKeys,
            KeyOpener opener,
            KeySealer sealer,
            WebhookSigner signer,
            PushClients clients,
            InstantSource clock) {
        this.release = new SectionRelease(sectionKeys, opener, sealer);
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
        Instant now = clock.instant();
        if (partner.isEmpty() || !receiving(partner.get())) {
            return new PushOutcome.Postponed("not-active", now.plus(SOON));
        }
        if (carriesForbiddenEnvelope(signed.delivery(), partner.get())) {
            return new PushOutcome.Withheld("envelope-not-released");
        }
        List<ReleasedKeys> keys;
        try {
            keys = release.release(signed.delivery(), partner.get(), now);
        } catch (SectionKeys.NotCaughtUpException e) {
            return new PushOutcome.Postponed("section-keys-not-caught-up", now.plus(SOON));
        }
        if (SectionRelease.narrowed(signed.delivery(), partner.get())) {
            metrics.narrowed();
        }
        if (!breaker.admits()) {
            return new PushOutcome.Postponed("breaker-open", breaker.openUntil().orElse(now.plus(SOON)));
        }
        return new PushOutcome.Answered(send(signed, partner.get().getEndpoint(), keys, breaker, metrics));
    }

    private PushAnswer send(
            SignedDelivery signed,
            Endpoint endpoint,
            List<ReleasedKeys> keys,
            LaneBreaker breaker,
            LaneMetrics metrics) {
        Instant started = clock.instant();
        byte[] body = PushBody.of(signed, keys);
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

    private static boolean receiving(Participant partner) {
        return partner.getStatus() == ParticipantStatus.ACTIVE
                && partner.getReceives()
                && partner.getEndpoint() != null;
    }

    private static boolean carriesForbiddenEnvelope(Delivery delivery, Participant partner) {
        return !partner.getReleaseProfile().getReleaseEnvelope()
                && delivery.getNotices().stream().map(SharedNotice::getEnvelope).anyMatch(envelope -> envelope != null);
    }
}
