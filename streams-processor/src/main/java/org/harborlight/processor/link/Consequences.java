package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what follows for a case from what this task was told of it, where the lane has the case; one that it does not
 * have says so with its first version. Used by the stream thread of one task.
 */
final class Consequences {
    private static final Logger LOG = LoggerFactory.getLogger(Consequences.class);

    private final LaneContext lane;
    private final CaseReleasing releasing;
    private final CaseExits exits;

    Consequences(LaneContext lane, CaseReleasing releasing, CaseExits exits) {
        this.lane = lane;
        this.releasing = releasing;
        this.exits = exits;
    }

    /** What follows for a case. */
    interface Following {
        CaseChange of(CaseFile file, RoutingSnapshot routing, Verdicts verdicts);
    }

    /**
     * A case that cannot be read or routed does not stop the lane.
     *
     * @param caseId names it in the log, should it come to that
     * @param find reads the whole case
     */
    void carryOut(Supplier<Object> caseId, Supplier<Optional<CaseFile>> find, Instant now, Following following) {
        RoutingSnapshot routing = lane.routing().get();
        Verdicts verdicts = new Verdicts(lane.lane(), routing.directory().head(), now);
        Optional<CaseChange> change;
        try {
            change = find.get().map(file -> decide(file, routing, verdicts, following));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            LOG.atError()
                    .addKeyValue("caseId", caseId)
                    .addKeyValue("error", poison.getClass().getName())
                    .log("alarm: what follows for a case cannot be carried out; its next version states it");
            return;
        }
        change.ifPresent(decided -> exits.carryOut(decided, Instant.EPOCH));
    }

    /**
     * Where it makes a version, what waits for the digest goes out before, so that the version shows nothing for the first
     * time; whom the digest reached already may need no version any more. What was held and has no room in it comes after it.
     */
    private CaseChange decide(CaseFile file, RoutingSnapshot routing, Verdicts verdicts, Following following) {
        CaseChange first = following.of(file, routing, verdicts);
        if (first.dispatches().isEmpty()) {
            return first;
        }
        CaseChange change = file.waits() ? afterDigest(file, routing, verdicts, following) : first;
        return change.then(releasing.review(change.fileAfter(file), routing, verdicts));
    }

    private CaseChange afterDigest(CaseFile file, RoutingSnapshot routing, Verdicts verdicts, Following following) {
        CaseChange digest = releasing.digest(file, routing, verdicts);
        return digest.then(following.of(digest.fileAfter(file), routing, verdicts));
    }
}
