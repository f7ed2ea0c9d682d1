package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.command.CommandResults;
import org.harborlight.connector.command.OpenCommand;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the commands about deliveries of a lane: the instance that owns the delivery's partition, and no other, writes the
 * new state and the answer in one transaction. It decides once it knows every state and every answer that was written
 * before it owned the partition and saw the command, so that a command has one answer and one effect, whoever is killed.
 * Belongs to the lane's thread.
 */
final class RedriveDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RedriveDesk.class);

    private final LaneId lane;
    private final LaneServices services;
    private final LaneMemory memory;
    private final LaneCommits commits;
    private final RecordFetcher fetcher;
    private final Consumer<DeliveryState> adopt;
    private final LaneMetrics metrics;
    private final LaneRecords records;
    private final DeliveryVerifier verifier;
    private final CommandRounds rounds = new CommandRounds(new Books());
    private boolean more;

    private final class Books implements CommandRounds.Books {
        @Override
        public CommandRounds.Marks ends() {
            return new CommandRounds.Marks(results().marks(), states().highWatermarks());
        }

        @Override
        public boolean known(CommandRounds.Marks marks) {
            return results().reached(marks.results()) && states().hasReached(marks.states());
        }
    }

    /** @param adopt takes a pending delivery into the lane's memory */
    RedriveDesk(
            LaneId lane,
            LaneServices services,
            LaneMemory memory,
            LaneCommits commits,
            RecordFetcher fetcher,
            Consumer<DeliveryState> adopt) {
        this.lane = lane;
        this.services = services;
        this.memory = memory;
        this.commits = commits;
        this.fetcher = fetcher;
        this.adopt = adopt;
        this.metrics = new LaneMetrics(services.meters(), lane);
        this.records = new LaneRecords(services.topics().formats(), services.signer());
        this.verifier = new DeliveryVerifier(lane, services.topics().formats(), services.directory(), services.clock());
    }

    /**
     * Answers some of what it can in the batch that is open, until that is to be committed; what it does not know enough for
     * yet, it answers in a later round.
     */
    void work() {
        commits.open();
        more = rounds.round(
                services.topics().commands().book().of(lane),
                Set.copyOf(commits.positions().keySet()),
                this::answer,
                () -> commits.left().isPositive());
    }

    /** Whether commands wait that were not looked at for lack of time only. */
    boolean more() {
        return more;
    }

    /** Whether it is answered now, in this batch. */
    private boolean answer(OpenCommand open) {
        if (results().answered(open)) {
            services.topics().commands().book().answered(open.id());
            return false;
        }
        String deliveryId = open.command().getDelivery().getDeliveryId();
        Optional<DeliveryState> state = states().find(deliveryId).filter(this::ofThisLane);
        if (!commits.positions().containsKey(home(state))) {
            return false;
        }
        boolean pending = memory.ledger().find(deliveryId).isPresent();
        if (!pending && state.filter(RedriveDesk::readAndPending).isPresent()) {
            // It has ended in a batch of this lane that the view has not seen yet.
            return false;
        }
        Instant now = services.clock().instant();
        Optional<String> refusal = pending ? Optional.of("pending") : Redrives.refusal(open.command(), state, now);
        if (refusal.isPresent()) {
            refuse(open, refusal.get(), now);
        } else {
            judge(open, state.orElseThrow(), now);
        }
        return true;
    }

    private boolean ofThisLane(DeliveryState state) {
        return state.getPartnerId().equals(lane.partnerId()) && state.getLane() == lane.lane();
    }

    private static boolean readAndPending(DeliveryState state) {
        return state.getState() == DeliveryStatus.PENDING && state.getSource() != null;
    }

    /** The partition whose owner answers; of a delivery that was never read, or is none, it is the first one's. */
    private TopicPartition home(Optional<DeliveryState> state) {
        Optional<Origin> source = state.map(DeliveryState::getSource);
        return source.map(origin -> new TopicPartition(origin.getTopic(), origin.getPartition()))
                .orElseGet(() -> new TopicPartition(lane.topic(), 0));
    }

    /** Refuses what cannot be sent again: its record is gone, or is not what it was. */
    private void judge(OpenCommand open, DeliveryState state, Instant now) {
        switch (check(state)) {
            case DeliveryCheck.TooSoon _ -> throw new IllegalStateException("the key of a known delivery is not known");
            case DeliveryCheck.Rejected rejected -> refuse(open, rejected.reason(), now);
            case DeliveryCheck.Genuine genuine
            when genuine.signed().id().equals(state.getDeliveryId()) -> redrive(open, state, genuine.signed(), now);
            case DeliveryCheck.Genuine _ -> refuse(open, "source-changed", now);
        }
    }

    private DeliveryCheck check(DeliveryState state) {
        Optional<ConsumerRecord<String, byte[]>> record = fetcher.fetch(state.getSource());
        if (record.isEmpty()) {
            return new DeliveryCheck.Rejected("source-gone");
        }
        Instant writtenAt = Instant.ofEpochMilli(record.get().timestamp());
        return verifier.check(record.get().value(), writtenAt);
    }

    private void redrive(OpenCommand open, DeliveryState state, SignedDelivery signed, Instant now) {
        DeliveryState redriven = Redrives.redriven(
                state, open.command(), services.policy().inbox().dueAnew(signed, now), now);
        LaneBatch batch = commits.open();
        adopt.accept(redriven);
        batch.write(records.state(redriven));
        batch.write(results().record(open.applied(redriven.getSource(), now)));
        batch.afterCommit(metrics::redriven);
        answered(open, batch, "applied");
    }

    private void refuse(OpenCommand open, String reason, Instant now) {
        LaneBatch batch = commits.open();
        batch.write(results().record(open.refused(reason, now)));
        batch.afterCommit(() -> metrics.commandRefused(reason));
        answered(open, batch, reason);
    }

    /** It stays in the book until the answer can be found, for the lane that begins anew where this batch does not stand. */
    private void answered(OpenCommand open, LaneBatch batch, String answer) {
        batch.hurry();
        LOG.atInfo()
                .addKeyValue("commandId", open.id())
                .addKeyValue("deliveryId", open.command().getDelivery().getDeliveryId())
                .addKeyValue("partner", lane.partnerId())
                .addKeyValue("reason", answer)
                .log("operator command answered");
    }

    private CommandResults results() {
        return services.topics().commands().results();
    }

    private DeliveryStates states() {
        return services.topics().states();
    }
}
