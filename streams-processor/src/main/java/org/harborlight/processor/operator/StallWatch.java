package org.harborlight.processor.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether every stage of the processor moves, on a thread and with clients of its own: a ledger that hangs can
 * take whoever reads its books with it. What it last saw is safe for all threads.
 */
final class StallWatch implements AutoCloseable, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final long CLOSE_SECONDS = 15;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stall-watch").daemon().factory());
    private final KafkaOffsets offsets;
    private final StallLook look;
    private final HealthThresholds.Times thresholds;
    private final Duration pause;
    private final Set<String> alarmed = new HashSet<>();
    private volatile Optional<List<StageStall>> latest = Optional.empty();
    private long lookedAt = System.nanoTime();

    StallWatch(Map<String, Object> kafka, HealthThresholds.Times thresholds) {
        this.offsets = new KafkaOffsets(kafka);
        this.thresholds = thresholds;
        this.look = new StallLook(offsets, thresholds.warn());
        Duration often = thresholds.warn().dividedBy(6);
        this.pause = often.compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : often.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : often;
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Every stage; empty before the first look, and while the brokers do not answer. */
    Optional<List<StageStall>> latest() {
        return latest;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        LedgerTopics.stages(Set.of())
                .keySet()
                .forEach(
                        stage -> Gauge.builder("harborlight.stage.stalled.seconds", this, watch -> watch.seconds(stage))
                                .description("How long a stage has had records to read and committed none")
                                .tag("stage", stage)
                                .register(registry));
    }

    private double seconds(String stage) {
        return latest.flatMap(stalls -> stalls.stream()
                        .filter(stall -> stall.stage().equals(stage))
                        .findFirst())
                .map(stall -> stall.stalled().toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    /** By a clock that nobody sets; time in which this thread did not look is not counted. */
    private void look() {
        long now = System.nanoTime();
        Duration passed = Duration.ofNanos(Math.min(now - lookedAt, pause.toNanos() * 2));
        lookedAt = now;
        try {
            List<StageStall> found = look.look(passed);
            found.forEach(this::tell);
            latest = Optional.of(found);
        } catch (OffsetsUnavailableException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("whether stages stall cannot be measured");
            unknown();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("watching for stalled stages failed");
            unknown();
        }
    }

    private void unknown() {
        look.forget();
        latest = Optional.empty();
    }

    /** Once when it begins to be critical, and once when it is over. */
    private void tell(StageStall stall) {
        boolean critical = stall.unread() > 0 && thresholds.judgeAge(stall.stalled()) == Health.Status.CRITICAL;
        if (critical && alarmed.add(stall.stage())) {
            LOG.atError()
                    .addKeyValue("stage", stall.stage())
                    .addKeyValue("reason", stall.reason().word())
                    .addKeyValue("where", stall.where())
                    .addKeyValue("seconds", stall.stalled().toSeconds())
                    .addKeyValue("unread", stall.unread())
                    .log("alarm: a stage has records to read and commits none");
        } else if (!critical && alarmed.remove(stall.stage())) {
            LOG.atInfo().addKeyValue("stage", stall.stage()).log("the stage moves again");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("stall watch did not stop in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        offsets.close();
    }
}
