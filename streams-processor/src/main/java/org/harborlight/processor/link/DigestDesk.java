package org.harborlight.processor.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.harborlight.processor.link.DigestIndex.Due;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the digests that are due by the wall clock, so many at a time. When one is due is stored, so that a restart neither
 * forgets nor hastens it. Used by the stream thread of one task.
 */
final class DigestDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DigestDesk.class);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofMinutes(1);
    private static final String UNPROCESSABLE = "unprocessable";

    private final LaneContext lane;
    private final CaseReleasing releasing;
    private final CaseCabinet cabinet;
    private final CaseExits exits;

    DigestDesk(LaneContext lane, CaseReleasing releasing, CaseCabinet cabinet, CaseExits exits) {
        this.lane = lane;
        this.releasing = releasing;
        this.cabinet = cabinet;
        this.exits = exits;
    }

    void run(long wallClockMs) {
        RoutingSnapshot routing = lane.routing().get();
        Verdicts verdicts = new Verdicts(lane.lane(), routing.directory().head(), Instant.ofEpochMilli(wallClockMs));
        cabinet.digests().due(wallClockMs, lane.bounds().review().batch()).forEach(due -> send(due, routing, verdicts));
    }

    /** A case that cannot be read or routed does not hold up the others; it is tried again, with an alarm each time. */
    private void send(Due due, RoutingSnapshot routing, Verdicts verdicts) {
        long now = verdicts.decidedAt().toEpochMilli();
        Optional<CaseChange> change;
        try {
            change = cabinet.findWhole(due.caseKey())
                    .filter(file -> file.digestDue() <= now)
                    .map(file -> releasing.digest(file, routing, verdicts));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            LOG.atError()
                    .addKeyValue("reason", UNPROCESSABLE)
                    .addKeyValue("error", poison.getClass().getName())
                    .log("alarm: digest cannot be made");
            lane.counts().failed();
            cabinet.digests().move(due.caseKey(), due.at(), now + BEFORE_NEXT_TRY.toMillis());
            return;
        }
        cabinet.digests().remove(due);
        change.ifPresent(this::carryOut);
    }

    private void carryOut(CaseChange change) {
        if (!change.dispatches().isEmpty()) {
            lane.counts().sent();
        }
        exits.carryOut(change, Instant.EPOCH);
    }
}
