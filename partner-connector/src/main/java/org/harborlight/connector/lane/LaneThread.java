package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.store.FaultClosing;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.store.Progress;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a lane on its own virtual thread: waits for its topic, works, and starts anew after a fault, with growing
 * pauses. Nothing that happens here reaches another lane.
 */
final class LaneThread {
    private static final Logger LOG = LoggerFactory.getLogger(LaneThread.class);
    private static final Duration TOPIC_INTERVAL = Duration.ofSeconds(1);

    private final LaneId lane;
    private final LaneServices services;
    private final LaneMetrics metrics;
    private final LaneStatus status;
    private final LaneBreaker breaker;
    private final PartnerPace pace;
    private final Queue<LateReceipt> mail = new ConcurrentLinkedQueue<>();
    private final Progress progress = new Progress();
    private final Optional<LaneThread> predecessor;
    private final Thread thread;
    private volatile boolean stopping;

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
        this.predecessor = predecessor;
        this.metrics = new LaneMetrics(services.meters(), lane);
        this.status = status;
        this.breaker = new LaneBreaker(lane.name(), services.policy().breaker(), services.clock());
        this.thread = Thread.ofVirtual().name("lane-" + lane.name()).unstarted(this::run);
    }

    void start() {
        metrics.gauge("pending", status::pending);
        metrics.gauge("lane.running", () -> status.phase() == LaneStatus.Phase.RUNNING ? 1 : 0);
        metrics.gauge("breaker.open", () -> "open".equals(status.breaker()) ? 1 : 0);
        thread.start();
    }

    /** Tells it to stop after the request in flight; {@link #join} waits for that. */
    void stop() {
        stopping = true;
        progress.signal();
    }

    /** Whether it ended in time. */
    boolean join(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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

    private void run() {
        predecessor.ifPresent(former -> former.join(Duration.ofMinutes(5)));
        while (!stopping) {
            try {
                if (topicExists()) {
                    work();
                }
            } catch (RuntimeException | Error e) {
                recover(e);
            }
        }
        status.enter(LaneStatus.Phase.STOPPED, null);
        refuseMail();
    }

    private boolean topicExists() {
        if (services.topics().probe().exists(lane.topic())) {
            return true;
        }
        status.enter(LaneStatus.Phase.WAITING_FOR_TOPIC, null);
        progress.await(() -> stopping, TOPIC_INTERVAL);
        return false;
    }

    private void work() {
        Consumer<String, byte[]> consumer = services.topics().clients().lane(lane);
        RecordFetcher fetcher =
                new RecordFetcher(() -> services.topics().clients().fetcher(lane));
        try (consumer;
                fetcher;
                Producer<String, byte[]> producer = services.topics().clients().transactional(lane)) {
            LaneLoop.LaneClients clients = new LaneLoop.LaneClients(consumer, producer, fetcher);
            run(clients);
            // A lane that was told to stop leaves its partitions to other instances at once.
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /**
     * After a fault the clients have little time to close: enough to abort what was open where the brokers answer. If they
     * do not, the next producer aborts it; a broker that went away without a word is otherwise waited for, twice for half
     * a minute, and the lane with it.
     */
    private void run(LaneLoop.LaneClients clients) {
        try {
            new LaneLoop(services, clients, status, breaker, pace).run(mail, () -> stopping);
        } catch (RuntimeException | Error e) {
            FaultClosing.close(
                    e,
                    () -> clients.producer().close(FaultClosing.PATIENCE),
                    () -> clients.consumer().close(CloseOptions.timeout(FaultClosing.PATIENCE)));
            throw e;
        }
    }

    private void recover(Throwable fault) {
        if (stopping) {
            return;
        }
        int failures = status.failed(fault.getClass().getSimpleName());
        metrics.restarted();
        Duration wait = services.policy().restart().after(failures);
        LOG.atError()
                .addKeyValue("partner", lane.partnerId())
                .addKeyValue("lane", lane.laneName())
                .addKeyValue("failures", failures)
                .setCause(fault)
                .log("lane failed, starting anew");
        progress.await(() -> stopping, wait);
    }

    private void refuseMail() {
        for (LateReceipt late = mail.poll(); late != null; late = mail.poll()) {
            late.applied().complete(LateReceipt.Applied.NOT_HERE);
        }
    }
}
