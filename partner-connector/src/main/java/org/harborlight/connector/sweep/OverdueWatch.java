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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.Progress;
import org.harborlight.schemas.DeliveryState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps again and again on a thread of its own, and raises the alarm for what is overdue: figures, a log line for each
 * delivery that was not overdue before, and a list for the management port. Every instance looks at all deliveries, so
 * that one that has stopped working is noticed by the others. Any thread may ask for what was found.
 */
public final class OverdueWatch implements AutoCloseable {
    /** How often, and how long after its time a delivery is overdue. */
    public record Settings(Duration interval, Duration patience) {}

    private static final Logger LOG = LoggerFactory.getLogger(OverdueWatch.class);
    private static final String PREFIX = "harborlight.connector.overdue";
    private static final int LOGGED_AT_ONCE = 100;

    private final DeliveryStates states;
    private final BooleanSupplier known;
    private final Settings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final MultiGauge gauges;
    private final OverdueSweep sweep;
    private final Progress progress = new Progress();
    private final Thread thread;
    private volatile List<Overdue> latest = List.of();
    private volatile Instant sweptAt;
    private volatile boolean closing;

    private record Row(String partner, String lane, String reason) {}

    /** @param known whether the books have been read, so that something may be said about them */
    public OverdueWatch(
            DeliveryStates states,
            BooleanSupplier known,
            Settings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.states = states;
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
        this.thread = Thread.ofPlatform().daemon().name("overdue-watch").unstarted(this::run);
    }

    public OverdueWatch start() {
        thread.start();
        return this;
    }

    /** What the last sweep has found. */
    public List<Overdue> latest() {
        return latest;
    }

    private void run() {
        while (!closing) {
            progress.await(() -> closing, settings.interval());
            if (!closing && known.getAsBoolean()) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.atError().setCause(e).log("alarm: overdue deliveries cannot be looked for, trying again");
                }
            }
        }
    }

    private void look() {
        Instant now = clock.instant();
        List<Overdue> found = sweep.sweep(states::eachPending, now);
        Set<String> before =
                latest.stream().map(overdue -> overdue.state().getDeliveryId()).collect(Collectors.toSet());
        List<Overdue> fresh = found.stream()
                .filter(overdue -> !before.contains(overdue.state().getDeliveryId()))
                .toList();
        latest = List.copyOf(found);
        sweptAt = now;
        show(found);
        fresh.forEach(overdue -> meters.counter(
                        PREFIX + ".found", "reason", overdue.kind().code())
                .increment());
        fresh.stream().limit(LOGGED_AT_ONCE).forEach(OverdueWatch::alarm);
        if (fresh.size() > LOGGED_AT_ONCE) {
            LOG.atWarn()
                    .addKeyValue("count", fresh.size())
                    .log("alarm: more deliveries are overdue than are named here");
        }
    }

    private void show(List<Overdue> found) {
        Map<Row, Long> counts = found.stream().collect(Collectors.groupingBy(OverdueWatch::row, Collectors.counting()));
        Set<MultiGauge.Row<?>> rows = new HashSet<>();
        counts.forEach((row, count) -> rows.add(MultiGauge.Row.of(
                Tags.of("partner", row.partner(), "lane", row.lane(), "reason", row.reason()), count)));
        gauges.register(rows, true);
    }

    private static Row row(Overdue overdue) {
        DeliveryState state = overdue.state();
        return new Row(
                state.getPartnerId(),
                state.getLane().name().toLowerCase(Locale.ROOT),
                overdue.kind().code());
    }

    private static void alarm(Overdue overdue) {
        DeliveryState state = overdue.state();
        LOG.atWarn()
                .addKeyValue("deliveryId", state.getDeliveryId())
                .addKeyValue("caseId", state.getCaseId())
                .addKeyValue("partner", state.getPartnerId())
                .addKeyValue("lane", state.getLane())
                .addKeyValue("since", overdue.since())
                .addKeyValue("reason", overdue.kind().code())
                .log("alarm: a delivery is overdue");
    }

    @Override
    public void close() {
        closing = true;
        progress.signal();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
