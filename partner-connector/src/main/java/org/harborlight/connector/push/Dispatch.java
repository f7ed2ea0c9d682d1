package org.harborlight.connector.push;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.connector.store.SectionKeys;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a verified delivery for its partner, by whatever way it goes out: checks what today's directory allows and
 * re-seals the section keys. Blocks for a moment where section keys are not known yet. Thread-safe.
 */
public final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final SectionRelease release;

    /** Whether a delivery may go out now. */
    public sealed interface Prepared {
        /** With the keys of its released sections. */
        record Ready(List<ReleasedKeys> keys, boolean narrowed) implements Prepared {}

        /** Not now, for a reason that will pass. */
        record NotYet(String reason) implements Prepared {}

        /** Never: today's directory forbids what the signed bytes contain. */
        record Withheld(String reason) implements Prepared {}
    }

    public Dispatch(SectionKeys sectionKeys, KeyOpener opener, KeySealer sealer) {
        this.release = new SectionRelease(sectionKeys, opener, sealer);
    }

    /**
     * Checks and re-seals.
     *
     * @param partner the addressee as today's directory has it, if it has it
     */
    public Prepared prepare(SignedDelivery signed, Optional<Participant> partner, Instant now) {
        Optional<Prepared> obstacle = obstacle(signed, partner);
        if (obstacle.isPresent() || partner.isEmpty()) {
            return obstacle.orElseGet(() -> new Prepared.NotYet("not-active"));
        }
        try {
            List<ReleasedKeys> keys = release.release(signed.delivery(), partner.get(), now);
            return new Prepared.Ready(keys, SectionRelease.narrowed(signed.delivery(), partner.get()));
        } catch (SectionKeys.NotCaughtUpException e) {
            return new Prepared.NotYet("section-keys-not-caught-up");
        }
    }

    /** What stands in the way, whatever the section keys are. */
    Optional<Prepared> obstacle(SignedDelivery signed, Optional<Participant> partner) {
        if (partner.isEmpty()
                || partner.get().getStatus() != ParticipantStatus.ACTIVE
                || !partner.get().getReceives()) {
            return Optional.of(new Prepared.NotYet("not-active"));
        }
        return carriesForbiddenEnvelope(signed.delivery(), partner.get())
                ? Optional.of(new Prepared.Withheld("envelope-not-released"))
                : Optional.empty();
    }

    /** Counts what goes out with it and what does not; alarms where section keys are not what the gateway stored. */
    public static void count(SignedDelivery signed, Prepared.Ready ready, LaneMetrics metrics) {
        if (ready.narrowed()) {
            metrics.narrowed();
        }
        ready.keys().stream().filter(ReleasedKeys::tampered).forEach(keys -> {
            String reason = keys.missing().orElse("");
            metrics.sectionKeysTampered(reason);
            LOG.atError()
                    .addKeyValue("partner", signed.delivery().getPartnerId())
                    .addKeyValue("submitter", keys.origin().getSubmitterId())
                    .addKeyValue("noticeId", keys.origin().getNoticeId())
                    .addKeyValue("reason", reason)
                    .log("alarm: section keys are not those that the gateway stored, none were released");
        });
    }

    /** The JSON body of one delivery. */
    public static byte[] body(SignedDelivery signed, Prepared.Ready ready) {
        return PushBody.json(signed, ready.keys());
    }

    private static boolean carriesForbiddenEnvelope(Delivery delivery, Participant partner) {
        return !partner.getReleaseProfile().getReleaseEnvelope()
                && delivery.getNotices().stream().map(SharedNotice::getEnvelope).anyMatch(envelope -> envelope != null);
    }
}
