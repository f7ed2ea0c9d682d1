package org.harborlight.processor.topology;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.enrich.Geolocation;
import org.harborlight.processor.link.DigestCounts;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.LaneFormats;
import org.harborlight.processor.link.ReceiptKeyPatience;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.CaseHolders;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.MovedNotice;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/** One lane in a {@link TopologyTestDriver} with a fixed clock: notices in, verdicts and deliveries out. */
public final class LaneDriver implements AutoCloseable {
    public final TestGateway gateway;
    private final Lane lane;
    private final TopologyTestDriver driver;
    private final LaneFormats formats;
    private Instant now = TestExchange.NOW;
    private int largest;

    public LaneDriver(Lane lane, TestExchange exchange, Path stateDirectory) {
        this(lane, exchange, stateDirectory, LaneBounds.defaults());
    }

    public LaneDriver(Lane lane, TestExchange exchange, Path stateDirectory, LaneBounds bounds) {
        this(lane, exchange, stateDirectory, bounds, ReceiptKeyPatience.blocking(Duration.ZERO));
    }

    public LaneDriver(
            Lane lane, TestExchange exchange, Path stateDirectory, LaneBounds bounds, ReceiptKeyPatience patience) {
        this.lane = lane;
        WireFormats wire = new WireFormats(registry());
        this.formats = LaneFormats.of(wire, lane);
        this.gateway = new TestGateway(exchange);
        Properties properties = new Properties();
        properties.putAll(properties(lane, stateDirectory));
        this.driver = new TopologyTestDriver(topology(lane, exchange, wire, bounds, patience), properties, now);
    }

    /** Of a lane that waits for no receipt key. */
    public static Topology topology(Lane lane, TestExchange exchange, WireFormats wire, LaneBounds bounds) {
        return topology(lane, exchange, wire, bounds, ReceiptKeyPatience.blocking(Duration.ZERO));
    }

    private static Topology topology(
            Lane lane, TestExchange exchange, WireFormats wire, LaneBounds bounds, ReceiptKeyPatience patience) {
        return LaneTopology.build(
                lane,
                bounds,
                dependencies(exchange, wire, patience),
                new StreamsConfig(properties(lane, Path.of("target", "described"))));
    }

    /** Of a lane that waits for no receipt key. */
    static LaneDependencies dependencies(TestExchange exchange, WireFormats wire) {
        return dependencies(exchange, wire, ReceiptKeyPatience.blocking(Duration.ZERO));
    }

    private static LaneDependencies dependencies(TestExchange exchange, WireFormats wire, ReceiptKeyPatience patience) {
        return new LaneDependencies(
                wire,
                exchange.identifiers,
                new EnvelopeSigner(exchange.deliveryKey),
                Geolocation.none(),
                exchange::snapshot,
                patience,
                new DigestCounts(),
                exchange.commands());
    }

    private static Map<String, Object> properties(Lane lane, Path stateDirectory) {
        Map<String, Object> properties = new HashMap<>(StreamsSettings.of(LaneSettings.defaults(
                lane, stateDirectory, Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"))));
        return properties;
    }

    /** A registry with every subject of the fixed topics. */
    public static SchemaRegistry registry() {
        SchemaRegistry registry = new SchemaRegistry("mock://lane-" + UUID.randomUUID(), Map.of());
        Topics.fixed(1, (short) 1)
                .forEach(topic -> topic.valueSchema()
                        .ifPresent(schema -> registry.register(Topics.subject(topic.name()), schema)));
        return registry;
    }

    /** Accepts the notice as the gateway would and processes it. */
    public AcceptedNotice accept(IncidentNotice notice) {
        AcceptedNotice accepted = gateway.accept(notice, lane, now);
        pipe(Topics.notices(lane), accepted.getReference(), encode(accepted));
        return accepted;
    }

    /** Accepts, and returns the one outcome that follows. */
    public Outcome verdictOn(IncidentNotice notice) {
        outcomes();
        accept(notice);
        List<Outcome> outcomes = outcomes();
        if (outcomes.size() != 1) {
            throw new AssertionError("expected one outcome, got " + outcomes.size());
        }
        return outcomes.getFirst();
    }

    public byte[] encode(AcceptedNotice accepted) {
        return formats.accepted().encode(accepted);
    }

    public byte[] encode(KnownReference reference) {
        return formats.references().encode(reference);
    }

    byte[] encode(CaseHolders holders) {
        return formats.holders().encode(holders);
    }

    CaseHolders holders(byte[] value) {
        return formats.holders().decode(value);
    }

    /** As admit sends it to its case. */
    static byte[] admitted(AcceptedNotice accepted) {
        return SingleObject.of(AdmittedNotice.class)
                .encode(AdmittedNotice.newBuilder()
                        .setAccepted(ByteBuffer.wrap(
                                SingleObject.of(AcceptedNotice.class).encode(accepted)))
                        .setTopic(Topics.notices(accepted.getLane()))
                        .setPartition(0)
                        .setOffset(41)
                        .build());
    }

    /** The move, of that reference and with that command instead of its own. */
    byte[] moveOf(byte[] genuine, String reference, byte @Nullable [] command) {
        return formats.moves()
                .encode(MovedNotice.newBuilder(formats.moves().decode(genuine))
                        .setReference(reference)
                        .setCommand(command == null ? null : ByteBuffer.wrap(command))
                        .build());
    }

    public void pipe(String topic, String key, byte @Nullable [] value) {
        TestInputTopic<String, byte[]> input =
                driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
        input.pipeInput(key, value, now);
    }

    /** With headers. */
    public void pipe(String topic, TestRecord<String, byte[]> record) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** A desk's answer, as the connector writes it. */
    public void answer(Feedback feedback, SigningKey key) {
        pipe(
                Topics.FEEDBACK,
                Topics.noticeKey(feedback.getSubmitterId(), feedback.getNoticeId()),
                signed(feedback, key));
    }

    /** An operator's command, as the command line writes it. */
    public void command(Command command, SigningKey... operators) {
        pipe(Topics.COMMANDS, "0", signed(command, operators));
    }

    public byte[] signed(Command command, SigningKey... operators) {
        return formats.commands().encode(CommandSigner.sign(command, List.of(operators)));
    }

    public List<CommandResult> commandResults() {
        return read(Topics.COMMAND_RESULTS, formats.commandResults()::decode);
    }

    public byte[] signed(Feedback feedback, SigningKey key) {
        SignedEnvelope envelope = new EnvelopeSigner(key)
                .sign(MediaTypes.FEEDBACK, SingleObject.of(Feedback.class).encode(feedback));
        return formats.feedback().encode(envelope);
    }

    /** What another lane emitted to a topic that this lane reads. */
    public void pipeAll(String topic, List<TestRecord<String, byte[]>> records) {
        records.forEach(record -> pipe(topic, record.key(), record.value()));
    }

    public List<Outcome> outcomes() {
        return read(Topics.OUTCOMES, formats.outcomes()::decode);
    }

    public List<DeadLetter> deadLetters() {
        return read(Topics.DEAD_LETTERS, formats.deadLetters()::decode);
    }

    public List<HeldChange> heldChanges() {
        return read(Topics.HELD_CHANGES, formats.heldChanges()::decode);
    }

    public List<DeliveryState> pending() {
        return read(Topics.DELIVERY_STATE, formats.deliveryState()::decode);
    }

    public List<Delivery> deliveries(String partnerId) {
        SingleObject<Delivery> format = SingleObject.of(Delivery.class);
        return read(Topics.deliveries(partnerId, lane), value -> {
            ByteBuffer payload = formats.deliveries().decode(value).getPayload();
            return format.decode(Bytes.copy(payload));
        });
    }

    /** The one delivery that the partner got since the last look. */
    public Delivery delivery(String partnerId) {
        List<Delivery> deliveries = deliveries(partnerId);
        if (deliveries.size() != 1) {
            throw new AssertionError("expected one delivery to " + partnerId + ", got " + deliveries.size());
        }
        return deliveries.getFirst();
    }

    public List<TestRecord<String, byte[]>> raw(String topic) {
        List<TestRecord<String, byte[]>> records = driver.createOutputTopic(
                        topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        records.stream()
                .filter(record -> record.value() != null)
                .forEach(record -> largest = Math.max(largest, record.key().length() + record.value().length));
        return records;
    }

    /** Key and value of the largest record that was read so far. */
    public int largest() {
        return largest;
    }

    private <T> List<T> read(String topic, Function<byte[], T> decode) {
        return raw(topic).stream().map(record -> decode.apply(record.value())).toList();
    }

    /** A store of the lane, to look into or to spoil. */
    public <V> KeyValueStore<String, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    public void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    public Instant now() {
        return now;
    }

    @Override
    public void close() {
        driver.close();
    }
}
