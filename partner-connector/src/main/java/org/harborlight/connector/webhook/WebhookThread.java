package org.harborlight.connector.webhook;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.store.FaultClosing;
import org.harborlight.connector.store.Progress;
import org.harborlight.schemas.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one submitter's webhook on its own virtual thread, with a consumer and a breaker of its own: works, and
 * starts anew after a fault, with growing pauses. Nothing that happens here reaches another submitter, or a delivery.
 */
final class WebhookThread {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookThread.class);
    private static final Duration PREDECESSOR = Duration.ofMinutes(5);

    private final WebhookServices services;
    private final Endpoint endpoint;
    private final WebhookStatus status;
    private final WebhookMetrics metrics;
    private final LaneBreaker breaker;
    private final Optional<WebhookThread> predecessor;
    private final Progress progress = new Progress();
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Not started yet.
     *
     * @param predecessor a former one of the same submitter that may still be ending; this one starts after it
     */
    WebhookThread(
            String submitterId, Endpoint endpoint, WebhookServices services, Optional<WebhookThread> predecessor) {
        this.services = services;
        this.endpoint = endpoint;
        this.predecessor = predecessor;
        this.status = new WebhookStatus(submitterId);
        this.metrics = new WebhookMetrics(services.meters(), submitterId);
        this.breaker =
                new LaneBreaker("webhook-" + submitterId, services.policy().breaker(), services.clock());
        this.thread = Thread.ofVirtual().name("webhook-" + submitterId).unstarted(this::run);
    }

    void start() {
        metrics.gauge("pending", status::pending);
        metrics.gauge(
                "oldest.seconds",
                () -> status.oldest()
                        .map(since -> Duration.between(since, services.clock().instant())
                                .toSeconds())
                        .orElse(0L));
        metrics.gauge("running", () -> status.phase() == WebhookStatus.Phase.RUNNING ? 1 : 0);
        thread.start();
    }

    /** What it tells by; another endpoint needs another thread. */
    Endpoint endpoint() {
        return endpoint;
    }

    WebhookStatus status() {
        return status;
    }

    /** Tells it to stop after the requests in flight; {@link #join} waits for that. */
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

    private void run() {
        predecessor.ifPresent(former -> former.join(PREDECESSOR));
        while (!stopping) {
            try {
                work();
            } catch (RuntimeException | Error e) {
                recover(e);
            }
        }
        status.stopped();
    }

    private void work() {
        try (Consumer<String, byte[]> consumer = services.source().consumers().apply(status.submitterId())) {
            status.enter(WebhookStatus.Phase.RUNNING, null);
            run(consumer);
            // One that was told to stop leaves its partitions to other instances at once.
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /** After a fault the consumer has little time to close: brokers that do not answer are not waited for once more. */
    private void run(Consumer<String, byte[]> consumer) {
        try {
            new WebhookLoop(services, consumer, status, metrics, breaker).run(() -> stopping);
        } catch (RuntimeException | Error e) {
            FaultClosing.close(e, () -> consumer.close(CloseOptions.timeout(FaultClosing.PATIENCE)));
            throw e;
        }
    }

    private void recover(Throwable fault) {
        if (stopping) {
            return;
        }
        int failures = status.failed(fault.getClass().getSimpleName());
        metrics.restarted();
        LOG.atError()
                .addKeyValue("submitter", status.submitterId())
                .addKeyValue("failures", failures)
                .setCause(fault)
                .log("webhook failed, starting anew");
        progress.await(() -> stopping, services.policy().restart().after(failures));
    }
}
