package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.connector.Deliveries;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a partner answers, in whatever order and however late, a delivery ends once and stays ended. */
@NullUnmarked
class OneEndTest {
    private static final TopicPartition PARTITION = new TopicPartition("harborlight.deliveries.police-de.urgent", 0);
    private static final String REGISTRY = "mock://one-end";
    private static final Duration SPAN = Duration.ofDays(7);

    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldEndOnceInWhateverOrderAnswersReceiptsAndTimeCome(long seed) {
        Random random = new Random(seed);
        Lane lane = random.nextBoolean() ? Lane.URGENT : Lane.STANDARD;
        Books books = new Books(lane);
        SignedDelivery signed = books.delivery();
        books.read(signed);

        for (int step = 0; step < 200; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(600)));
            books.step(signed, random);
        }

        List<DeliveryStatus> states =
                books.written(signed.id()).stream().map(DeliveryState::getState).toList();
        assertThat(states.getLast()).as("seed %d", seed).isNotEqualTo(DeliveryStatus.PENDING);
        assertThat(states.subList(0, states.size() - 1))
                .as("seed %d", seed)
                .allMatch(state -> state == DeliveryStatus.PENDING);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryStatus.class,
            names = {"RECEIPTED", "REFUSED", "EXPIRED", "DEAD_LETTERED"})
    void shouldLeaveNoTerminalState(DeliveryStatus end) {
        Books books = new Books(Lane.URGENT);
        SignedDelivery signed = books.delivery();
        DeliveryState ended = StateChanges.settled(books.first(signed), end, 1, "", now);

        for (DeliveryStatus next : DeliveryStatus.values()) {
            assertThat(thrownBy(() -> StateChanges.settled(ended, next, 1, "", now)))
                    .isTrue();
        }
        assertThat(thrownBy(() -> StateChanges.failed(ended, now, now, "", now)))
                .isTrue();
        assertThat(thrownBy(() -> StateChanges.postponed(ended, now, "", now))).isTrue();
        assertThat(thrownBy(() -> StateChanges.waiting(ended, now))).isTrue();
        assertThat(thrownBy(() -> StateChanges.left(ended, now, now, "", now))).isTrue();
        assertThat(thrownBy(() -> StateChanges.late(ended, "", now))).isTrue();
    }

    private static boolean thrownBy(Runnable change) {
        try {
            change.run();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** A lane's ledger and settlement, with a producer in memory; only one delivery is in it. */
    private final class Books {
        private final MockProducer<String, byte[]> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        private final Map<TopicPartition, Long> positions = new HashMap<>(Map.of(PARTITION, 1L));
        private final LaneMemory memory;
        private final Settlement settlement;
        private final Formats formats;
        private final Lane lane;

        Books(Lane lane) {
            AvroTrust.install();
            SchemaRegistry registry = new SchemaRegistry(REGISTRY, Map.of());
            for (TopicSpec spec : Topics.fixed(1, (short) 1)) {
                spec.valueSchema().ifPresent(schema -> registry.register(spec.subject(), schema));
            }
            Topics.forPartner("police-de", 1, (short) 1)
                    .forEach(spec ->
                            registry.register(spec.subject(), spec.valueSchema().orElseThrow()));
            this.lane = lane;
            this.formats = new Formats(new WireFormats(registry));
            LaneServices services = new LaneServices(
                    new LaneServices.Topics(null, null, formats, null, null, (_, wanted) -> wanted),
                    null,
                    new EnvelopeSigner(SigningKey.generate("connector-1", new SecureRandom())),
                    Directory::empty,
                    policy(),
                    new SimpleMeterRegistry(),
                    new LaneServices.Chance(() -> now, () -> now, new Random(1)));
            LaneHold hold = new LaneHold(_ -> Optional.empty(), Duration.ofHours(1), Optional::empty, () -> now);
            this.memory = new LaneMemory(LaneLedger.of(LaneMode.PUSH), new RecentlyEnded(), hold);
            LaneId id = new LaneId("police-de", lane);
            this.settlement = new Settlement(id, services, memory, new LaneMetrics(services.meters(), id));
            producer.initTransactions();
        }

        private static LanePolicy policy() {
            return new LanePolicy(
                    new RetrySchedule(List.of(Duration.ofHours(1)), SPAN, Duration.ofHours(6)),
                    new LaneBreaker.Settings(10, 60, Duration.ofSeconds(30)),
                    4,
                    Duration.ofMillis(250),
                    1000,
                    Duration.ofHours(1),
                    new InboxPatience(Duration.ofMinutes(5), Duration.ofHours(1)),
                    new LanePolicy.Restart(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        }

        SignedDelivery delivery() {
            Delivery delivery = Deliveries.to("police-de", lane).build();
            byte[] payload = SingleObject.of(Delivery.class).encode(delivery);
            return SignedDelivery.of(
                    new EnvelopeSigner(SigningKey.generate("delivery-1", new SecureRandom()))
                            .sign(MediaTypes.DELIVERY, payload),
                    delivery);
        }

        DeliveryState first(SignedDelivery signed) {
            Origin source = new Origin(PARTITION.topic(), PARTITION.partition(), 0L);
            return StateChanges.read(signed, source, policy().inbox(), now);
        }

        void read(SignedDelivery signed) {
            memory.ledger().put(new PendingDelivery(first(signed)));
        }

        /** What can come next: an answer, a late receipt, the time that others are told; all of it also when it has ended. */
        void step(SignedDelivery signed, Random random) {
            LaneBatch batch = new LaneBatch(positions);
            Optional<PendingDelivery> pending = memory.ledger().find(signed.id());
            assertThat(memory.ended().holds(signed.id())).isEqualTo(pending.isEmpty());
            pending.ifPresent(delivery -> act(delivery, signed, random, batch));
            if (!batch.isEmpty()) {
                commit(batch);
            }
        }

        private void act(PendingDelivery delivery, SignedDelivery signed, Random random, LaneBatch batch) {
            switch (random.nextInt(40)) {
                case 0 -> settlement.receipt(delivery, 1, Optional.empty(), batch);
                case 1 -> settlement.lost(delivery, null, "source-gone", batch);
                case 2, 3, 4 -> settlement.late(delivery, signed, Optional.of(answer(random)), batch);
                case 5 -> settlement.queue(delivery, signed, batch);
                default -> settlement.apply(delivery, signed, outcome(random), batch);
            }
        }

        private PushOutcome outcome(Random random) {
            return switch (random.nextInt(6)) {
                case 0 ->
                    new PushOutcome.Postponed(PushOutcome.Postponed.BREAKER_OPEN, now.plus(Duration.ofSeconds(30)));
                case 1 -> new PushOutcome.Left();
                case 2 -> new PushOutcome.Seconded(new PushOutcome.Answered(fault()), answer(random));
                default -> new PushOutcome.Answered(answer(random));
            };
        }

        private PushAnswer answer(Random random) {
            return switch (random.nextInt(40)) {
                case 0 -> new PushAnswer.Receipted(random.nextBoolean(), Optional.empty());
                case 1 -> new PushAnswer.Refused("not-ours");
                case 2, 3 -> new PushAnswer.Gone();
                default -> fault();
            };
        }

        private static PushAnswer fault() {
            return new PushAnswer.Failed("status-503", true, Optional.empty());
        }

        @SuppressWarnings("removal") // there is no consumer here whose metadata it could be
        private void commit(LaneBatch batch) {
            batch.commit(producer, new ConsumerGroupMetadata("group"));
        }

        List<DeliveryState> written(String deliveryId) {
            return producer.history().stream()
                    .filter(record -> record.topic().equals(Topics.DELIVERY_STATE))
                    .filter(record -> record.key().equals(deliveryId))
                    .map(record -> formats.states().decode(record.value()))
                    .toList();
        }
    }
}
