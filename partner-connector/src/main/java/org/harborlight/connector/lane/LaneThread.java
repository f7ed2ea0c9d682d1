package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.store.FaultClosing;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.store.RestartingThread;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.service.Yielding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a lane on its own thread, which yields to urgent ones unless it is one: waits for its topic, works, and
 * starts anew after a fault, with growing pauses. Nothing that happens here reaches another lane.
 */
final class LaneThread implements RestartingThread.Work {
    private static final Logger LOG = LoggerFactory.getLogger(LaneThread.class);
    private static final Duration TOPIC_INTERVAL = Duration.ofSeconds(1);

    private final LaneId lane;
    private final LaneServices services;
    private final LaneMetrics metrics;
    private final LaneStatus status;
    private final LaneBreaker breaker;
    private final PartnerPace pace;
    private final Queue<LateReceipt> mail = new ConcurrentLinkedQueue<>();
    private final RestartingThread thread;

    /**
     * Not started yet.
     *
     * @param pace of the partner, shared with its other lane
     * @param predecessor a former lane of the same name that may still be ending; this one starts after it
     */
    LaneThread(LaneStatus status, LaneServices services, PartnerPace pace, Optional<LaneThread> predecessor) {
        this.pace = pace;
        this.lane = status.lane();
        this.services = services;
        this.metrics = new LaneMetrics(services.meters(), lane);
        this.status = status;
        this.breaker = new LaneBreaker(lane.name(), services.policy().breaker(), services.steady());
        Supplier<RestartingThread> make =
                () -> new RestartingThread("lane-" + lane.name(), predecessor.map(former -> former.thread), this);
        this.thread = lane.urgent() ? make.get() : Yielding.make(make);
    }

    void start() {
        metrics.gauge("pending", status::pending);
        metrics.gauge("lane.running", () -> status.phase() == LaneStatus.Phase.RUNNING ? 1 : 0);
        metrics.gauge("breaker.open", () -> "open".equals(status.breaker()) ? 1 : 0);
        thread.start();
    }

    /** Tells it to stop after the request in flight; {@link #join} waits for that. */
    void stop() {
        thread.stop();
    }

    /** Whether it ended in time. */
    boolean join(Duration patience) {
        return thread.join(patience);
    }

    void post(LateReceipt late) {
        mail.add(late);
        if (!thread.isAlive()) {
            refuseMail();
        }
    }

    LaneStatus status() {
        return status;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        if (topicExists()) {
            work(stopping);
        }
    }

    @Override
    public void ended() {
        status.enter(LaneStatus.Phase.STOPPED, null);
        refuseMail();
    }

    private boolean topicExists() {
        if (services.topics().probe().exists(lane.topic())) {
            return true;
        }
        status.enter(LaneStatus.Phase.WAITING_FOR_TOPIC, null);
        thread.pause(TOPIC_INTERVAL);
        return false;
    }

    private void work(BooleanSupplier stopping) {
        Consumer<String, byte[]> consumer = services.topics().clients().lane(lane);
        RecordFetcher fetcher =
                new RecordFetcher(() -> services.topics().clients().fetcher(lane));
        try (consumer;
                fetcher;
                Producer<String, byte[]> producer = services.topics().clients().transactional(lane)) {
            LaneLoop.LaneClients clients = new LaneLoop.LaneClients(consumer, producer, fetcher);
            deliver(clients, stopping);
            // A lane that was told to stop leaves its partitions to other instances at once.
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /**
     * After a fault the clients have little time to close: enough to abort what was open where the brokers answer. If they
     * do not, the next producer aborts it; a broker that went away without a word is otherwise waited for, twice for half
     * a minute, and the lane with it.
     */
    private void deliver(LaneLoop.LaneClients clients, BooleanSupplier stopping) {
        try {
            new LaneLoop(services, clients, status, breaker, pace).run(mail, stopping);
        } catch (RuntimeException | Error e) {
            FaultClosing.close(
                    e,
                    () -> clients.producer().close(FaultClosing.PATIENCE),
                    () -> clients.consumer().close(CloseOptions.timeout(FaultClosing.PATIENCE)));
            throw e;
        }
    }

    @Override
    public Duration failed(Throwable fault) {
        int failures = status.failed(fault.getClass().getSimpleName());
        metrics.restarted();
        LOG.atError()
                .addKeyValue("partner", lane.partnerId())
                .addKeyValue("lane", lane.laneName())
                .addKeyValue("failures", failures)
                .setCause(fault)
                .log("lane failed, starting anew");
        return services.policy().restart().after(failures);
    }

    private void refuseMail() {
        for (LateReceipt late = mail.poll(); late != null; late = mail.poll()) {
            late.applied().complete(LateReceipt.Applied.NOT_HERE);
        }
    }
}
