package org.harborlight.processor.status;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.harborlight.processor.state.Frontier;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.Restores;

/** The ledger in a {@link TopologyTestDriver} with a fixed clock: records of lanes and connector in, books out. */
final class LedgerDriver implements AutoCloseable {
    static final Duration RETENTION = Duration.ofDays(90);
    private static final HostInfo SELF = new HostInfo("localhost", 1);
    private static final SecureRandom RANDOM = new SecureRandom();

    final SigningKey connectorKey = SigningKey.generate("connector-1", RANDOM);
    private final WireFormats formats = new WireFormats(LaneDriver.registry());
    private final TopologyTestDriver driver;
    private Instant now = TestExchange.NOW;

    LedgerDriver(Path stateDirectory) {
        this(stateDirectory, TestExchange.submitter(LedgerRecords.SUBMITTER));
    }

    /** @param submitter as the directory has it */
    LedgerDriver(Path stateDirectory, Participant submitter) {
        TestExchange exchange = TestExchange.standard()
                .with(submitter)
                .with(ExchangeKeys.newBuilder()
                        .setKeys(List.of(new ExchangeKey(
                                KeyPurpose.CONNECTOR, connectorKey.publicEntry(now.minus(Duration.ofDays(1))))))
                        .setServiceIdentities(List.of())
                        .build());
        Properties settings = settings(stateDirectory);
        this.driver = new TopologyTestDriver(topology(formats, exchange, settings), settings, now);
    }

    static Topology topology(WireFormats formats, TestExchange exchange, Properties settings) {
        return LedgerTopology.build(
                LedgerReaders.of(formats, new ConnectorSignatures(exchange::directory)),
                TimelineOutlet.of(exchange::directory, formats),
                RETENTION,
                settings);
    }

    static Properties settings(Path stateDirectory) {
        return new LedgerSettings(
                        Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"),
                        stateDirectory,
                        new LedgerSettings.Scale(1, 0),
                        Duration.ofMillis(100),
                        RETENTION,
                        1 << 20,
                        Restores.NEVER)
                .streams(SELF);
    }

    void outcome(Outcome outcome) {
        write(
                Topics.OUTCOMES,
                Topics.noticeKey(outcome.getSubmitterId(), outcome.getNoticeId()),
                Outcome.class,
                outcome);
    }

    void heldChange(HeldChange change) {
        write(
                Topics.HELD_CHANGES,
                Topics.noticeKey(change.getSubmitterId(), change.getNoticeId()),
                HeldChange.class,
                change);
    }

    void state(DeliveryState state) {
        write(Topics.DELIVERY_STATE, state.getDeliveryId(), DeliveryState.class, state);
    }

    void result(CommandResult result) {
        write(Topics.COMMAND_RESULTS, result.getCommandId(), CommandResult.class, result);
    }

    void receipt(DeliveryReceipt receipt, SigningKey key) {
        String under = Topics.noticeKey(receipt.getSubmitterId(), receipt.getNoticeId());
        signed(Topics.RECEIPTS, under, MediaTypes.DELIVERY_RECEIPT, DeliveryReceipt.class, receipt, key);
    }

    void feedback(Feedback feedback, SigningKey key) {
        feedback(Topics.noticeKey(feedback.getSubmitterId(), feedback.getNoticeId()), feedback, key);
    }

    /** Feedback under a key that need not be its own. */
    void feedback(String under, Feedback feedback, SigningKey key) {
        signed(Topics.FEEDBACK, under, MediaTypes.FEEDBACK, Feedback.class, feedback, key);
    }

    private <T extends SpecificRecord> void signed(
            String topic, String key, String mediaType, Class<T> type, T payload, SigningKey signer) {
        SignedEnvelope envelope =
                new EnvelopeSigner(signer).sign(mediaType, SingleObject.of(type).encode(payload));
        write(topic, key, SignedEnvelope.class, envelope);
    }

    private <T extends SpecificRecord> void write(String topic, String key, Class<T> type, T value) {
        pipe(topic, key, formats.of(topic, type).encode(value));
    }

    /** What was written for submitters that are told, since it was last asked. */
    List<TimelineEvent> told() {
        return driver
                .createOutputTopic(Topics.TIMELINE_EVENTS, new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(formats.of(Topics.TIMELINE_EVENTS, TimelineEvent.class)::decode)
                .toList();
    }

    void pipe(String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value, now);
    }

    void tombstone(String topic, String key) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, null, now);
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    Optional<NoticeStatus> status(String submitterId, String noticeId) {
        return Optional.ofNullable(driver.<String, NoticeStatus>getKeyValueStore(LedgerNames.STATUS)
                .get(Topics.noticeKey(submitterId, noticeId)));
    }

    /** Notice ids in the list of a submitter, by their key. */
    Map<String, String> submitted() {
        return all(LedgerNames.SUBMITTED);
    }

    /** What an instance tells of its stores. */
    LedgerBooks books() {
        Map<String, FrontierBook> frontiers = new TreeMap<>();
        this.<Frontier>all(LedgerNames.FRONTIERS)
                .forEach((key, frontier) -> frontiers.put(key, FrontierBook.of(frontier)));
        Map<String, Long> unreadable = all(LedgerNames.UNREADABLE_RECORDS);
        unreadable.putAll(all(LedgerNames.UNREADABLE_STATES));
        unreadable.putAll(all(LedgerNames.UNREADABLE_ORIGINS));
        unreadable.putAll(all(LedgerNames.UNREADABLE_RESULTS));
        return new LedgerBooks(
                frontiers,
                all(LedgerNames.DELIVERED),
                all(LedgerNames.REDRIVEN),
                all(LedgerNames.DELIVERY_COUNTS),
                unreadable,
                this.<Long>all(LedgerNames.URGENT_PENDING).values().stream()
                        .findFirst()
                        .orElse(null),
                all(LedgerNames.CONTAINED_MATERIAL),
                Map.of());
    }

    private <V> Map<String, V> all(String store) {
        Map<String, V> all = new TreeMap<>();
        try (KeyValueIterator<String, V> entries =
                driver.<String, V>getKeyValueStore(store).all()) {
            entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
        }
        return all;
    }

    @Override
    public void close() {
        driver.close();
    }
}
