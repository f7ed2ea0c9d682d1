package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.DeliveryState;

/**
 * The work of a lane, over and over: read, send, commit. New deliveries and retries take turns, so that neither starves
 * the other. Any fault leaves through an exception; the lane is then built anew from what was committed. Belongs to the
 * lane's thread.
 */
final class LaneLoop {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMillis(500);

    private final LaneId lane;
    private final LaneServices services;
    private final LaneClients clients;
    private final LaneStatus status;
    private final LaneBreaker breaker;
    private final LaneMemory memory;
    private final LaneAssignment assignment;
    private final LaneCommits commits;
    private final DeliveryHandler handler;
    private final RedriveDesk redrives;
    private final LanePace pace;
    private final ClockWatch clock;
    private Instant quietUntil = Instant.EPOCH;

    /** What a lane reads and writes with; its owner closes it. */
    record LaneClients(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, RecordFetcher fetcher) {}

    LaneLoop(LaneServices services, LaneClients clients, LaneStatus status, LaneBreaker breaker, PartnerPace pace) {
        this.lane = status.lane();
        this.pace = new LanePace(status, services, pace);
        this.services = services;
        this.clock = new ClockWatch(lane, services.clock(), services.steady());
        this.clients = clients;
        this.status = status;
        this.breaker = breaker;
        LaneMetrics metrics = new LaneMetrics(services.meters(), lane);
        SecondTry second = new SecondTry(lane, services, metrics);
        LaneHold hold = new LaneHold(
                now -> second.open() ? Optional.empty() : breaker.openUntil(now),
                services.policy().pause(),
                () -> services.participant(lane.partnerId()),
                services.steady());
        this.memory = new LaneMemory(LaneLedger.of(status.mode()), new RecentlyEnded(), hold);
        this.commits =
                new LaneCommits(clients, services.policy().commitInterval(), services.steady(), status::recovered);
        this.assignment = new LaneAssignment(
                clients.consumer(), services.topics().states(), memory.ledger(), this::adopt, commits);
        this.handler =
                new DeliveryHandler(status, services, memory, new DeliveryHandler.Ways(breaker, second), metrics);
        this.redrives = new RedriveDesk(lane, services, memory, commits, clients.fetcher(), this::adopt);
    }

    /** Returns when told to stop, with everything that was sent committed. */
    void run(Queue<LateReceipt> mail, BooleanSupplier stopping) {
        clients.producer().initTransactions();
        clients.consumer().subscribe(List.of(lane.topic()), assignment);
        try {
            while (!stopping.getAsBoolean()) {
                cycle(mail, stopping);
            }
            commits.commit();
        } catch (RuntimeException | Error e) {
            commits.abandon();
            throw e;
        } finally {
            handler.close();
        }
    }

    private void cycle(Queue<LateReceipt> mail, BooleanSupplier stopping) {
        assignment.admit();
        clock.putBack().ifPresent(memory.ledger()::bringForward);
        Instant now = services.clock().instant();
        Optional<LaneHold.Held> held = memory.hold().at(now);
        assignment.flow(takesNew(held));
        show(held);
        Iterator<ConsumerRecord<String, byte[]>> records =
                clients.consumer().poll(patience(now, held, mail)).iterator();
        commits.requireNotAbandoned();
        answer(mail);
        commits.commitIfDue();
        redrives.work();
        commits.commitIfDue();
        boolean all = work(records, stopping);
        commits.commitIfDue();
        if (!all) {
            assignment.rewind();
        }
        status.pending(memory.ledger().size());
        status.breaker(breaker.state());
    }

    /**
     * Whether every record was done. What was fetched is worked off beyond the time of the next commit, unless that takes
     * as long again: to fetch it once more would cost more than it.
     */
    private boolean work(Iterator<ConsumerRecord<String, byte[]>> records, BooleanSupplier stopping) {
        commits.open();
        Instant end = commits.due();
        Instant latest = end.plus(services.policy().commitInterval());
        boolean busy = true;
        while (busy
                && !stopping.getAsBoolean()
                && services.steady().instant().isBefore(records.hasNext() ? latest : end)) {
            commits.commitIfDue();
            LaneBatch batch = commits.open();
            busy = retryOne(batch);
            if (records.hasNext()) {
                Instant now = services.clock().instant();
                if (!takesNew(memory.hold().at(now)) || !first(records, batch)) {
                    return false;
                }
                busy = true;
            }
        }
        return !records.hasNext();
    }

    /** Takes as many records as may be under way at once; false when one of them must be read again. */
    private boolean first(Iterator<ConsumerRecord<String, byte[]>> records, LaneBatch batch) {
        PartnerPace.Turn turn = pace.take(pace.parallel(), handler.batchSize());
        if (turn.isEmpty() && !lane.urgent()) {
            return false;
        }
        Sending sending = Sending.of(turn, handler.batchSize());
        try {
            return fill(turn, sending, records, batch);
        } finally {
            pace.done(turn, sending.candidates().size());
        }
    }

    /** Sends what of the records may be sent, and leaves the rest of its turn to others first: a request can take long. */
    private boolean fill(
            PartnerPace.Turn turn, Sending sending, Iterator<ConsumerRecord<String, byte[]>> records, LaneBatch batch) {
        boolean judged = true;
        while (judged && records.hasNext() && !sending.full()) {
            ConsumerRecord<String, byte[]> record = records.next();
            judged = handler.first(record, sending, batch);
            if (judged) {
                batch.advance(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
        pace.keep(turn, sending.candidates().size(), handler.batchSize());
        handler.send(sending.candidates(), batch);
        if (!judged) {
            quietUntil = services.steady().instant().plus(SOON);
        }
        return judged;
    }

    private boolean retryOne(LaneBatch batch) {
        Instant now = services.clock().instant();
        Optional<PendingDelivery> late = memory.ledger().late(now);
        if (late.isPresent()) {
            handler.tellLate(late.get(), clients.fetcher(), batch);
            return true;
        }
        boolean held = memory.hold().at(now).isPresent();
        Optional<PendingDelivery> due =
                held ? memory.ledger().expired(now) : memory.ledger().nextDue(now);
        return due.isPresent() && retry(due.get(), held, batch);
    }

    /** What ends now is not kept waiting by the pace. */
    private boolean retry(PendingDelivery due, boolean ends, LaneBatch batch) {
        PartnerPace.Turn turn = pace.take(1, 1);
        if (turn.isEmpty() && !ends) {
            return false;
        }
        try {
            handler.retry(due, clients.fetcher(), batch);
            return true;
        } finally {
            pace.done(turn, 1);
        }
    }

    /** Also where the delivery is settled already, in the batch that is open: who asks waits for that. */
    private void answer(Queue<LateReceipt> mail) {
        for (LateReceipt late = mail.poll(); late != null; late = mail.poll()) {
            LaneBatch batch = commits.open();
            handler.late(late, batch);
            batch.hurry();
        }
    }

    /** An urgent lane reads on while it is held or out of its turn, so that nothing urgent waits unseen. */
    private boolean takesNew(Optional<LaneHold.Held> held) {
        return (lane.urgent() || (held.isEmpty() && pace.room()))
                && !services.steady().instant().isBefore(quietUntil)
                && memory.ledger().size() < services.policy().mostPending();
    }

    private Duration patience(Instant now, Optional<LaneHold.Held> held, Queue<LateReceipt> mail) {
        if (!mail.isEmpty() || redrives.more()) {
            return Duration.ZERO;
        }
        Instant until = now.plus(LONGEST_WAIT);
        boolean room = pace.room();
        if (held.isEmpty() && room) {
            until = earlier(until, memory.ledger().nextDueAt().orElse(until));
        }
        if (commits.pending()) {
            until = earlier(until, now.plus(commits.left()));
        }
        Duration wait = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        if (room) {
            return wait;
        }
        pace.await(wait);
        return Duration.ZERO;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void show(Optional<LaneHold.Held> held) {
        if (assignment.joining()) {
            status.enter(LaneStatus.Phase.JOINING, null);
        } else if (held.isPresent()) {
            status.enter(LaneStatus.Phase.HELD, held.get().reason());
        } else {
            status.enter(LaneStatus.Phase.RUNNING, null);
        }
    }

    /** What was never tried is due at once: it may have waited to be fetched by a partner that has an endpoint now. */
    private DeliveryState mine(DeliveryState state) {
        return status.mode() == LaneMode.PUSH && state.getAttempts() == 0
                ? DeliveryState.newBuilder(state).setNextAttemptAt(null).build()
                : state;
    }

    private void adopt(DeliveryState state) {
        memory.ledger().put(new PendingDelivery(mine(state)));
    }
}
