package org.harborlight.connector.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.store.FaultClosing;
import org.harborlight.connector.store.RestartingThread;
import org.harborlight.schemas.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one submitter's webhook on its own thread, with a consumer and a breaker of its own: works, and
 * starts anew after a fault, with growing pauses. Nothing that happens here reaches another submitter, or a delivery.
 */
final class WebhookThread implements RestartingThread.Work {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookThread.class);

    private final WebhookServices services;
    private final Endpoint endpoint;
    private final WebhookStatus status;
    private final WebhookMetrics metrics;
    private final LaneBreaker breaker;
    private final RestartingThread thread;

    /**
     * Not started yet.
     *
     * @param predecessor a former one of the same submitter that may still be ending; this one starts after it
     */
    WebhookThread(
            String submitterId, Endpoint endpoint, WebhookServices services, Optional<WebhookThread> predecessor) {
        this.services = services;
        this.endpoint = endpoint;
        this.status = new WebhookStatus(submitterId);
        this.metrics = new WebhookMetrics(services.meters(), submitterId);
        this.breaker =
                new LaneBreaker("webhook-" + submitterId, services.policy().breaker(), services.steady());
        this.thread = new RestartingThread("webhook-" + submitterId, predecessor.map(former -> former.thread), this);
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
        thread.stop();
    }

    /** Whether it ended in time. */
    boolean join(Duration patience) {
        return thread.join(patience);
    }

    @Override
    public void ended() {
        status.stopped();
    }

    @Override
    public void run(BooleanSupplier stopping) {
        try (Consumer<String, byte[]> consumer = services.source().consumers().apply(status.submitterId())) {
            status.enter(WebhookStatus.Phase.RUNNING, null);
            tell(consumer, stopping);
            // One that was told to stop leaves its partitions to other instances at once.
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /** After a fault the consumer has little time to close: brokers that do not answer are not waited for once more. */
    private void tell(Consumer<String, byte[]> consumer, BooleanSupplier stopping) {
        try {
            new WebhookLoop(services, consumer, status, metrics, breaker).run(stopping);
        } catch (RuntimeException | Error e) {
            FaultClosing.close(e, () -> consumer.close(CloseOptions.timeout(FaultClosing.PATIENCE)));
            throw e;
        }
    }

    @Override
    public Duration failed(Throwable fault) {
        int failures = status.failed(fault.getClass().getSimpleName());
        metrics.restarted();
        LOG.atError()
                .addKeyValue("submitter", status.submitterId())
                .addKeyValue("failures", failures)
                .setCause(fault)
                .log("webhook failed, starting anew");
        return services.policy().restart().after(failures);
    }
}
