package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.connector.push.Contact;
import org.harborlight.connector.push.DeliveryPush;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.StakeholderKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane does with one delivery: a new one, one that is due again, one whose receipt came late. Nothing is sent that
 * was not verified right before, and nothing at all to a partner that pulls. Belongs to the lane's thread, which waits for the partner in here.
 */
final class DeliveryHandler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryHandler.class);

    private final LaneId lane;
    private final LaneMode mode;
    private final LaneServices services;
    private final LaneMemory memory;
    private final LaneBreaker breaker;
    private final SecondTry second;
    private final ParallelRequests requests;
    private final LaneRecords records;
    private final DeliveryVerifier verifier;
    private final Settlement settlement;
    private final LaneMetrics metrics;

    DeliveryHandler(LaneStatus status, LaneServices services, LaneMemory memory, Ways ways, LaneMetrics metrics) {
        this.lane = status.lane();
        this.mode = status.mode();
        this.services = services;
        this.memory = memory;
        this.breaker = ways.breaker();
        this.second = ways.second();
        this.metrics = metrics;
        this.requests = new ParallelRequests("lane-" + lane.name());
        this.records = new LaneRecords(services.topics().formats(), services.signer());
        this.verifier = new DeliveryVerifier(lane, services.topics().formats(), services.directory(), services.clock());
        this.settlement = new Settlement(lane, services, memory, metrics);
    }

    /**
     * To the partner.
     *
     * @param breaker of the usual one
     */
    record Ways(LaneBreaker breaker, SecondTry second) {}

    /** How many new deliveries may go out in one request. */
    int batchSize() {
        return DeliveryPush.batchSize(lane.lane(), services.participant(lane.partnerId()));
    }

    /**
     * Handles a record for the first time, or adds it to what is sent next; false when it cannot be judged yet and must be
     * read again.
     */
    boolean first(ConsumerRecord<String, byte[]> record, Sending sending, LaneBatch batch) {
        return switch (verifier.check(record.value(), Instant.ofEpochMilli(record.timestamp()))) {
            case DeliveryCheck.TooSoon _ -> false;
            case DeliveryCheck.Rejected rejected -> {
                reject(record, rejected.reason(), batch);
                yield true;
            }
            case DeliveryCheck.Genuine genuine -> {
                accept(genuine.signed(), origin(record), sending, batch);
                yield true;
            }
        };
    }

    /** Tries a pending delivery again. */
    void retry(PendingDelivery due, RecordFetcher fetcher, LaneBatch batch) {
        fetched(due, fetcher, batch).ifPresent(signed -> send(List.of(new Sending.Candidate(due, signed)), batch));
    }

    /** Tells others of an urgent delivery that has no receipt although it is due, whatever it waits for. */
    void tellLate(PendingDelivery late, RecordFetcher fetcher, LaneBatch batch) {
        fetched(late, fetcher, batch).ifPresent(signed -> settlement.late(late, signed, second.ask(signed), batch));
    }

    /** The record of a pending delivery, verified again; empty where it is not the one any more and has been ended. */
    private Optional<SignedDelivery> fetched(PendingDelivery due, RecordFetcher fetcher, LaneBatch batch) {
        Optional<ConsumerRecord<String, byte[]>> record =
                fetcher.fetch(due.state().getSource());
        if (record.isEmpty()) {
            settlement.lost(due, null, "source-gone", batch);
            return Optional.empty();
        }
        byte[] value = record.get().value();
        DeliveryCheck check =
                verifier.check(value, Instant.ofEpochMilli(record.get().timestamp()));
        return switch (check) {
            case DeliveryCheck.TooSoon _ -> throw new IllegalStateException("the key of a known delivery is not known");
            case DeliveryCheck.Rejected rejected -> ended(due, value, rejected.reason(), batch);
            case DeliveryCheck.Genuine genuine
            when genuine.signed().id().equals(due.id()) -> Optional.of(genuine.signed());
            case DeliveryCheck.Genuine _ -> ended(due, value, "source-changed", batch);
        };
    }

    private Optional<SignedDelivery> ended(PendingDelivery due, byte[] value, String reason, LaneBatch batch) {
        settlement.lost(due, value, reason, batch);
        return Optional.empty();
    }

    void late(LateReceipt late, LaneBatch batch) {
        Optional<PendingDelivery> delivery = memory.ledger()
                .find(late.deliveryId())
                .filter(pending -> late.digest().equals(pending.state().getDeliverySha256()));
        if (delivery.isEmpty()) {
            late.applied().complete(LateReceipt.Applied.NOT_HERE);
            return;
        }
        settlement.receipt(delivery.get(), delivery.get().state().getAttempts(), late.signed(), batch);
        batch.afterCommit(() -> {
            metrics.lateReceipt();
            late.applied().complete(LateReceipt.Applied.DONE);
        });
    }

    private void accept(SignedDelivery signed, Origin source, Sending sending, LaneBatch batch) {
        if (here(signed.id())) {
            metrics.duplicate();
            return;
        }
        if (endedElsewhere(signed.id())) {
            passOver(signed, source);
            return;
        }
        Instant now = services.clock().instant();
        PendingDelivery delivery = new PendingDelivery(
                StateChanges.read(signed, source, services.policy().inbox(), now));
        if (memory.ledger().blocked(delivery) || (mode == LaneMode.PUSH && sending.holds(delivery.caseId()))) {
            settlement.queue(delivery, signed, batch);
            return;
        }
        Optional<LaneHold.Held> held = memory.hold().at(now);
        if (held.isPresent()) {
            settlement.keep(delivery, signed, held.get().until(), held.get().reason(), batch);
            return;
        }
        if (sending.aside()) {
            sending.putAside();
            settlement.await(delivery, batch);
            return;
        }
        sending.add(new Sending.Candidate(delivery, signed));
    }

    private boolean here(String deliveryId) {
        return memory.ledger().find(deliveryId).isPresent() || memory.ended().holds(deliveryId);
    }

    /** A topic that is read again from its beginning must not bring every case to the partner once more. */
    private boolean endedElsewhere(String deliveryId) {
        Optional<DeliveryState> state = services.topics().states().find(deliveryId);
        return state.isPresent() && state.get().getState() != DeliveryStatus.PENDING;
    }

    /**
     * A lane commits where it has read to and what became of it as one, so that this is not a delivery of before, unless the
     * topic is read again.
     */
    private void passOver(SignedDelivery signed, Origin source) {
        metrics.duplicate();
        LOG.atError()
                .addKeyValue("partner", lane.partnerId())
                .addKeyValue("deliveryId", signed.id())
                .addKeyValue("topic", source.getTopic())
                .addKeyValue("partition", source.getPartition())
                .addKeyValue("offset", source.getOffset())
                .log("alarm: a delivery had ended before it was read, nothing was sent; unless the topic is read again,"
                        + " somebody else has written its state");
    }

    /** Sends these in as few requests as may be, or leaves them in the inbox, and settles what became of each. */
    void send(List<Sending.Candidate> candidates, LaneBatch batch) {
        Optional<Participant> partner = services.participant(lane.partnerId());
        switch (mode) {
            case PUSH -> {
                Map<String, PushOutcome> outcomes = requests.send(
                        candidates.stream().map(Sending.Candidate::signed).toList(),
                        batchSize(),
                        part -> ask(part, partner, candidates));
                candidates.forEach(candidate -> settle(
                        candidate,
                        Objects.requireNonNull(outcomes.get(candidate.signed().id())),
                        batch));
            }
            case PULL ->
                candidates.forEach(candidate -> settle(
                        candidate,
                        second.after(
                                services.push().leave(candidate.signed(), partner),
                                candidate.delivery(),
                                candidate.signed()),
                        batch));
        }
    }

    /** One request, and for what it did not bring, the second contact where that is its turn. */
    private Map<String, PushOutcome> ask(
            List<SignedDelivery> part, Optional<Participant> partner, List<Sending.Candidate> candidates) {
        Map<String, PushOutcome> outcomes = services.push().push(part, partner, Contact.USUAL, breaker, metrics);
        candidates.stream()
                .filter(candidate -> outcomes.containsKey(candidate.signed().id()))
                .forEach(candidate -> outcomes.computeIfPresent(
                        candidate.signed().id(),
                        (_, usual) -> second.after(usual, candidate.delivery(), candidate.signed())));
        return outcomes;
    }

    private void settle(Sending.Candidate candidate, PushOutcome outcome, LaneBatch batch) {
        settlement.apply(candidate.delivery(), candidate.signed(), outcome, batch);
    }

    private void reject(ConsumerRecord<String, byte[]> record, String reason, LaneBatch batch) {
        Instant now = services.clock().instant();
        Origin origin = origin(record);
        StakeholderKind kind =
                services.participant(lane.partnerId()).map(Participant::getKind).orElse(StakeholderKind.UNSPECIFIED);
        batch.write(records.deadLetter(record.key(), record.value(), origin, reason, now));
        batch.write(records.state(StateChanges.unbelieved(lane, kind, origin, reason, now)));
        metrics.rejected(reason);
        LOG.atError()
                .addKeyValue("partner", lane.partnerId())
                .addKeyValue("reason", reason)
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("alarm: a delivery was refused by the connector, nothing was sent");
    }

    @Override
    public void close() {
        requests.close();
    }

    private static Origin origin(ConsumerRecord<String, byte[]> record) {
        return Origin.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .build();
    }
}
