package org.harborlight.connector.sweep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps again and again on a thread of its own, and raises the alarm for what is overdue: figures, a log line for each
 * delivery that is named and was not before, and a list for the management port. Every instance looks at all deliveries, so
 * that one that has stopped working is noticed by the others. Any thread may ask for what was found.
 */
public final class OverdueWatch implements AutoCloseable {
    /** How often, and how long after its time a delivery is overdue. */
    public record Settings(Duration interval, Duration patience) {}

    private static final Logger LOG = LoggerFactory.getLogger(OverdueWatch.class);
    private static final String PREFIX = "harborlight.connector.overdue";

    private final Pending pending;
    private final BooleanSupplier known;
    private final Settings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final MultiGauge gauges;
    private final OverdueSweep sweep;
    private final Background background;
    private volatile List<Overdue> latest = List.of();
    private volatile Instant sweptAt;

    /** All pending deliveries, one after the other; may be asked twice. Where the consumer throws, so does it. */
    public interface Pending {
        void each(Consumer<DeliveryState> look);
    }

    /** @param known whether the books have been read, so that something may be said about them */
    public OverdueWatch(
            Pending pending, BooleanSupplier known, Settings settings, InstantSource clock, MeterRegistry meters) {
        this.pending = pending;
        this.known = known;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.sweep = new OverdueSweep(settings.patience());
        this.sweptAt = clock.instant();
        this.gauges = MultiGauge.builder(PREFIX).register(meters);
        Gauge.builder(
                        PREFIX + ".sweep.age.seconds",
                        () -> Duration.between(sweptAt, clock.instant()).toSeconds())
                .description("Since the last sweep for overdue deliveries")
                .register(meters);
        this.background = new Background("overdue-watch", this::run);
    }

    public OverdueWatch start() {
        background.start();
        return this;
    }

    /** What the last sweep has found. */
    public List<Overdue> latest() {
        return latest;
    }

    private void run() {
        while (!background.closing()) {
            background.pause(settings.interval());
            if (!background.closing() && known.getAsBoolean()) {
                try {
                    look();
                } catch (CancellationException e) {
                    LOG.atDebug().setCause(e).log("sweep ends");
                } catch (RuntimeException e) {
                    LOG.atError().setCause(e).log("alarm: overdue deliveries cannot be looked for, trying again");
                }
            }
        }
    }

    private void look() {
        Instant now = clock.instant();
        List<Overdue> found = sweep.sweep(this::each, now);
        Map<Overdue.Row, Overdue> before = latest.stream().collect(Collectors.toMap(Overdue::row, overdue -> overdue));
        latest = found;
        sweptAt = now;
        show(found);
        found.forEach(overdue -> compare(overdue, Optional.ofNullable(before.get(overdue.row()))));
    }

    /** Ends in the middle where the watch is closed: the books are closed next. */
    private void each(Consumer<DeliveryState> look) {
        pending.each(state -> {
            if (background.closing()) {
                throw new CancellationException("the watch is closed");
            }
            look.accept(state);
        });
    }

    private void show(List<Overdue> found) {
        Set<MultiGauge.Row<?>> rows = new HashSet<>();
        found.forEach(overdue -> rows.add(MultiGauge.Row.of(
                Tags.of(
                        "partner",
                        overdue.row().partner(),
                        "lane",
                        overdue.row().laneName(),
                        "reason",
                        overdue.row().kind().code()),
                overdue.count())));
        gauges.register(rows, true);
    }

    private void compare(Overdue overdue, Optional<Overdue> before) {
        long more = overdue.count() - before.map(Overdue::count).orElse(0L);
        if (more > 0) {
            meters.counter(PREFIX + ".found", "reason", overdue.row().kind().code())
                    .increment((double) more);
        }
        Set<String> known = before.map(Overdue::named).orElse(List.of()).stream()
                .map(Overdue.Named::deliveryId)
                .collect(Collectors.toSet());
        List<Overdue.Named> fresh = overdue.named().stream()
                .filter(named -> !known.contains(named.deliveryId()))
                .toList();
        fresh.forEach(named -> alarm(overdue.row(), named));
        if (more > fresh.size()) {
            LOG.atWarn()
                    .addKeyValue("partner", overdue.row().partner())
                    .addKeyValue("lane", overdue.row().lane())
                    .addKeyValue("reason", overdue.row().kind().code())
                    .addKeyValue("count", overdue.count())
                    .log("alarm: more deliveries are overdue than are named here");
        }
    }

    private static void alarm(Overdue.Row row, Overdue.Named named) {
        LOG.atWarn()
                .addKeyValue("deliveryId", named.deliveryId())
                .addKeyValue("caseId", named.caseId())
                .addKeyValue("partner", row.partner())
                .addKeyValue("lane", row.lane())
                .addKeyValue("since", named.since())
                .addKeyValue("reason", row.kind().code())
                .log("alarm: a delivery is overdue");
    }

    @Override
    public void close() {
        background.close();
    }
}
