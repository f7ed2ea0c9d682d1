package org.harborlight.processor.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.harborlight.service.SteadyClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's side of a processor: works out balance and health on one thread of its own, now and then by itself and
 * whenever somebody asks. Safe for all threads.
 */
public final class OperatorDesk implements AutoCloseable, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);
    private static final long CLOSE_SECONDS = 15;
    /** Shorter than the patience of who asks. */
    private static final long HEALTH_SECONDS = 15;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("operator-desk").daemon().factory());
    private final OperatorSettings settings;
    private final Watched watched;
    private final InstantSource clock;
    private final InstantSource steady = new SteadyClock();
    private final ClockWatch clockWatch = new ClockWatch();
    private final KafkaOffsets offsets;
    private final BalanceBook balance;
    private final LagMonitor lags;
    private final StallWatch stalls;
    private final DeadLetterHour deadLetters = new DeadLetterHour();
    private final CertificateFiles certificates;
    private final ConnectorWatch connectors;
    private @Nullable CompletableFuture<Optional<Health>> nextLook;

    public OperatorDesk(OperatorSettings settings, Watched watched, InstantSource clock) {
        this.settings = settings;
        this.watched = watched;
        this.clock = clock;
        this.offsets = new KafkaOffsets(settings.kafka());
        this.balance = new BalanceBook(
                new BalanceReader(new CutTaker(offsets, watched.ledger()), clock, settings.patience())::read, thread);
        this.lags = new LagMonitor(offsets, steady);
        this.stalls = new StallWatch(settings.kafka(), settings.thresholds().stalled());
        this.certificates = new CertificateFiles(settings.certificates());
        this.connectors = new ConnectorWatch(settings.connectors());
    }

    public void start() {
        long millis = settings.interval().toMillis();
        var _ = thread.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
        stalls.start();
    }

    /** A balance that is not older than the question; empty while the ledger cannot tell. */
    public CompletableFuture<Optional<Balance>> balance() {
        return balance.fresh();
    }

    /** Health now, with the latest balance. Where the books keep whoever reads them waiting, at least which stage stalls. */
    public CompletableFuture<Health> health() {
        return look().copy()
                .completeOnTimeout(Optional.empty(), HEALTH_SECONDS, TimeUnit.SECONDS)
                .thenApply(health -> health.orElseGet(this::waiting));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new BalanceMetrics(balance).bindTo(registry);
        stalls.bindTo(registry);
    }

    @Override
    public void close() {
        stalls.close();
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("operator desk did not stop in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        offsets.close();
        connectors.close();
    }

    /** Whoever asks just then shares it. */
    private void refresh() {
        var _ = clockWatch.behind(clock.instant());
        var _ = balance.fresh();
        var _ = ledger();
    }

    private Optional<HealthFacts.Ledger> ledger() {
        return watched.ledger()
                .get()
                .map(books -> new HealthFacts.Ledger(
                        books, deadLetters.grownTo(DeadLetterHour.total(books), steady.instant())));
    }

    /** Who asks while one look waits for its turn shares it. */
    private synchronized CompletableFuture<Optional<Health>> look() {
        CompletableFuture<Optional<Health>> waiting = nextLook;
        if (waiting != null) {
            return waiting;
        }
        CompletableFuture<Optional<Health>> made = CompletableFuture.supplyAsync(this::lookNow, thread);
        nextLook = made;
        return made;
    }

    private Optional<Health> lookNow() {
        synchronized (this) {
            nextLook = null;
        }
        HealthFacts facts = new HealthFacts(
                watched.applications().get(),
                new HealthFacts.Streams(lag(), stalls.latest(), balance.latest(), ledger()),
                watched.directory().get(),
                certificates.look(),
                watched.geolocationBuiltAt().get(),
                connectors.look(),
                clockWatch.behind(clock.instant()));
        return Optional.of(new HealthEvaluator(settings.thresholds()).evaluate(facts, clock.instant()));
    }

    private Health waiting() {
        return new HealthEvaluator(settings.thresholds())
                .waiting(watched.applications().get(), stalls.latest(), clock.instant());
    }

    /** Empty while the broker does not answer, which the applications' states show. */
    private List<StepLag> lag() {
        try {
            return lags.look();
        } catch (OffsetsUnavailableException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("lag cannot be measured");
            return List.of();
        }
    }
}
