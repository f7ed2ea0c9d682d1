package org.harborlight.connector.lane;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.harborlight.connector.store.DeliveryRetention;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it while the connector runs that no delivery is tried for longer than its topic keeps it: asks the broker at every
 * change of the directory and each minute, on a thread of its own, raises the alarm for an agreement that is too long, and
 * tells lanes the shorter span until it is not. Thread-safe.
 */
public final class SafeSpans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SafeSpans.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final SpanCheck check;
    private final DeliveryRetention retention;
    private final Supplier<Directory> directory;
    private final MultiGauge gauges;
    private final Map<String, Optional<Duration>> kept = new ConcurrentHashMap<>();
    private final Background background;
    private volatile Set<SpanCheck.Shortfall> known = Set.of();

    public SafeSpans(
            SpanCheck check, DeliveryRetention retention, Supplier<Directory> directory, MeterRegistry meters) {
        this.check = check;
        this.retention = retention;
        this.directory = directory;
        this.gauges = MultiGauge.builder("harborlight.connector.retry.span.shortened.seconds")
                .register(meters);
        this.background = new Background("safe-spans", this::run);
    }

    public SafeSpans start() {
        background.start();
        return this;
    }

    /** The directory has changed. */
    public void look() {
        background.wake();
    }

    /** How long a delivery of the lane may be tried; asks the broker where the lane's topic is new. */
    public Duration safe(LaneId lane, Duration wanted) {
        if (!kept.containsKey(lane.topic())) {
            kept.putAll(retention.of(List.of(lane.topic())));
        }
        return check.safe(wanted, kept.getOrDefault(lane.topic(), Optional.empty()));
    }

    private void run() {
        while (!background.closing()) {
            try {
                kept.putAll(retention.all());
                alarm(check.shortened(directory.get(), kept));
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("cannot compare retry spans with retention, trying again");
            }
            background.pause(INTERVAL);
        }
    }

    private void alarm(List<SpanCheck.Shortfall> found) {
        gauges.register(
                found.stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of(
                                        "partner",
                                        one.lane().partnerId(),
                                        "lane",
                                        one.lane().laneName()),
                                check.safe(one.wanted(), Optional.of(one.kept()))
                                        .toSeconds()))
                        .collect(Collectors.toList()),
                true);
        found.stream().filter(one -> !known.contains(one)).forEach(this::alarm);
        known = Set.copyOf(found);
    }

    private void alarm(SpanCheck.Shortfall found) {
        LOG.atError()
                .addKeyValue("partner", found.lane().partnerId())
                .addKeyValue("topic", found.lane().topic())
                .addKeyValue("wantedSeconds", found.wanted().toSeconds())
                .addKeyValue("keptSeconds", found.kept().toSeconds())
                .addKeyValue(
                        "triedSeconds",
                        check.safe(found.wanted(), Optional.of(found.kept())).toSeconds())
                .log("alarm: a partner's topic keeps deliveries for less than they are to be tried and redriven");
    }

    @Override
    public void close() {
        background.close();
    }
}
