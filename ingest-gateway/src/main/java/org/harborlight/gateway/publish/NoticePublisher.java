package org.harborlight.gateway.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.service.Yielding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes accepted notices: the section keys first and acknowledged, then the notice. Each lane has its own producer and
 * sender, so a standard backlog holds up no urgent notice; the standard ones yield. Never blocks the caller; safe for all
 * threads.
 */
public final class NoticePublisher implements AutoCloseable, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(NoticePublisher.class);

    private final Map<Lane, RecordSender> senders;
    private final Duration patience;
    private final BrokerHealth health;
    private final ClockAgreement clocks;

    private NoticePublisher(
            Map<Lane, RecordSender> senders, Duration patience, BrokerHealth health, ClockAgreement clocks) {
        this.senders = senders;
        this.patience = patience;
        this.health = health;
        this.clocks = clocks;
    }

    /**
     * Starts the senders.
     *
     * @param producers makes a lane's producer
     * @param capacity records that may wait in a lane
     * @param patience how long a notice and its section keys may take together; a record that waited so long is not handed
     *     to the producer any more
     */
    public static NoticePublisher start(
            Function<Lane, Producer<String, byte[]>> producers,
            int capacity,
            Duration patience,
            BrokerHealth health,
            ClockAgreement clocks) {
        Map<Lane, RecordSender> senders = Map.of(
                Lane.URGENT, sender(Lane.URGENT, producers, capacity, patience),
                Lane.STANDARD, Yielding.make(() -> sender(Lane.STANDARD, producers, capacity, patience)));
        return new NoticePublisher(senders, patience, health, clocks);
    }

    private static RecordSender sender(
            Lane lane, Function<Lane, Producer<String, byte[]>> producers, int capacity, Duration patience) {
        String name = lane.name().toLowerCase(Locale.ROOT);
        return RecordSender.start(name, producers.apply(lane), capacity, patience, System::nanoTime);
    }

    /** True once the brokers have acknowledged everything; false when they did not, and the notice may or may not stand. */
    public CompletableFuture<Boolean> publish(Publication publication) {
        RecordSender sender = sender(publication);
        return storeKeys(sender, publication)
                .thenCompose(_ -> sender.send(publication.notice()))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle(this::heard);
    }

    /**
     * Publishes several, with all their section keys under way at once. Notices of one lane are handed to its producer in
     * the order given, so that a follow-up in the same batch does not overtake what it refers to.
     *
     * @return for each what {@link #publish} says, in the same order
     */
    public List<CompletableFuture<Boolean>> publishAll(List<Publication> publications) {
        List<Waiting> all = publications.stream()
                .map(publication -> new Waiting(
                        publication, storeKeys(sender(publication), publication), new CompletableFuture<>()))
                .toList();
        for (Lane lane : senders.keySet()) {
            List<Waiting> ofLane = all.stream()
                    .filter(one -> one.publication().accepted().getLane() == lane)
                    .toList();
            var _ = CompletableFuture.allOf(ofLane.stream().map(Waiting::keys).toArray(CompletableFuture[]::new))
                    .whenComplete((_, _) -> ofLane.forEach(this::send));
        }
        return all.stream()
                .map(one -> one.written()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .handle(this::heard))
                .toList();
    }

    /** One of several, until its turn has come. */
    private record Waiting(
            Publication publication, CompletableFuture<?> keys, CompletableFuture<RecordMetadata> written) {}

    /** The keys have been written, or have not and then the notice is not written either. */
    private void send(Waiting one) {
        var _ = one.keys()
                .thenCompose(
                        _ -> sender(one.publication()).send(one.publication().notice()))
                .whenComplete((metadata, failure) -> {
                    if (failure == null) {
                        one.written().complete(metadata);
                    } else {
                        one.written().completeExceptionally(failure);
                    }
                });
    }

    /**
     * Writes one record a lane to the canary topic; what comes of it shows in {@link BrokerHealth}, and the time at which
     * a broker took it in {@link ClockAgreement}.
     */
    public void sendCanaries() {
        senders.forEach((lane, sender) -> {
            byte[] value = lane.name().getBytes(StandardCharsets.UTF_8);
            long sent = clocks.now();
            var _ = sender.send(new ProducerRecord<>(Topics.CANARY, null, ClockAgreement.UNDATED, null, value))
                    .whenComplete((canary, failure) -> {
                        if (failure == null) {
                            clocks.dated(canary.timestamp(), sent);
                        }
                    })
                    .handle(this::heard);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        senders.forEach((lane, sender) -> Gauge.builder("harborlight.gateway.queued", sender, RecordSender::queued)
                .description("Records that wait for the lane's sender")
                .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                .register(registry));
        Gauge.builder("harborlight.gateway.brokers.answering", health, state -> state.answering() ? 1 : 0)
                .description("1 while the brokers acknowledge writes")
                .register(registry);
        Gauge.builder(
                        "harborlight.gateway.clock.ahead",
                        clocks,
                        own -> own.ahead().toMillis() / 1000.0)
                .description("How far the gateway's clock is ahead of the brokers'")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void close() {
        senders.values().forEach(RecordSender::close);
    }

    private static CompletableFuture<?> storeKeys(RecordSender sender, Publication publication) {
        return publication
                .sectionKeys()
                .<CompletableFuture<?>>map(sender::send)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private Boolean heard(RecordMetadata metadata, Throwable failure) {
        if (failure == null) {
            health.acknowledged();
            return true;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RetriableException || cause instanceof Unavailable || cause instanceof TimeoutException) {
            health.failed();
        }
        LOG.atWarn().addKeyValue("reason", cause.getClass().getSimpleName()).log("write not acknowledged");
        return false;
    }

    private RecordSender sender(Publication publication) {
        Lane lane = publication.accepted().getLane();
        return Objects.requireNonNull(senders.get(lane), lane.name());
    }
}
