package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.OperatorKeys;
import org.harborlight.service.TopicReader;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Before two operators erase a notice, its section keys are in one topic and one store and nowhere else; once the brokers
 * have compacted that topic, they are in no topic, no store and no file of the exchange, so that nothing opens the sections,
 * and a repeat of the notice does not bring them back. The processor never had a key to open them with.
 */
@Tag("faults")
final class ErasureIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Closing closing = new Closing();
    private final List<Path> operators = new ArrayList<>();

    private Path root;
    private Path desk;
    private Path submitter;
    private Exchange exchange;
    private ExchangeBytes bytes;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        DataFolder data = DataFolder.open(folder.resolve("data"));
        root = data.root();
        ExchangePki pki = ExchangePki.open(root, CLOCK, new SecureRandom());
        LocalParticipants local = closing.add(
                "local participants",
                LocalParticipants.open(
                        data, pki, List.of("IE", "DE", "NL"), new LocalParticipants.DeskWay.Pull(), CLOCK));
        ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free());
        exchange = Exchange.start(closing, data, pki, withTwoOperators(settings, folder), local.entries(), CLOCK);
        local.ready(exchange.endpoints());
        desk = data.partner(LocalParticipants.DESK);
        submitter = data.submitter(LocalParticipants.SUBMITTER);
        bytes = new ExchangeBytes(exchange.kafka());
        compactAtOnce();
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldLeaveNothingThatOpensTheSections(@TempDir Path home) throws Exception {
        String noticeId = submit();
        JsonNode before = pull(home.resolve("before"), noticeId);
        assertThat(before.path("ciphertext").asText()).isNotEmpty();
        StoredSectionKeys stored = Objects.requireNonNull(stored().get(noticeId));
        List<byte[]> sealed = of(stored.getSealed());
        List<byte[]> resealed = List.of(
                before.path("encapsulatedKey").binaryValue(),
                before.path("ciphertext").binaryValue());
        sealed.forEach(key -> {
            assertThat(bytes.topicsWith(key)).containsExactly(Topics.SECTION_KEYS);
            assertThat(ExchangeBytes.filesWith(root.resolve("kafka"), key))
                    .isNotEmpty()
                    .allMatch(file -> file.toString().contains("harborlight.section-keys-"));
        });
        resealed.forEach(key -> assertThat(bytes.topicsWith(key)).isEmpty());
        assertThat(processorFiles()).doesNotContain("sealing");

        String notice = stored.getSubmitterId() + "/" + noticeId;
        assertThat(operate("notice", "erase", notice, "--reason", "one alone", "--operator-key", operator(0)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("needs two operators");
        Path order = home.resolve("order.json");
        assertThat(erase(notice, 0, "--sign-only", order.toString()))
                .as(err::toString)
                .isZero();
        assertThat(erase(notice, 1, "--with", order.toString()))
                .as(() -> out.toString() + err)
                .isZero();
        assertThat(out.toString()).contains(notice + "  applied");

        sealed.forEach(this::awaitGone);
        assertThat(submit()).as("a repeat of the same bytes").isEqualTo(noticeId);
        await("the keys that came back").atMost(PATIENCE).until(() -> !stored().containsKey(noticeId));
        sealed.forEach(this::awaitGone);
        assertThat(pull(home.resolve("after"), noticeId).path("missing").asText())
                .isEqualTo("erased-or-unknown");

        Path state = root.resolve("state");
        assertThat(ExchangeBytes.stores(state)).isGreaterThan(10);
        closing.close();
        sealed.forEach(key -> assertThat(ExchangeBytes.storesWith(state, key)).isEmpty());
        resealed.forEach(key -> {
            assertThat(ExchangeBytes.storesWith(state, key)).isEmpty();
            assertThat(ExchangeBytes.filesWith(root.resolve("kafka"), key)).isEmpty();
        });
    }

    /** Two keys of the data folder; where it has one only, the connector is told of another. */
    private ExchangeSettings withTwoOperators(ExchangeSettings settings, Path folder) throws IOException {
        try (Stream<Path> keys = Files.list(root.resolve("keys"))) {
            keys.filter(file -> file.getFileName().toString().startsWith("operator-"))
                    .sorted()
                    .forEach(operators::add);
        }
        if (operators.size() > 1) {
            return settings;
        }
        Path file = folder.resolve("operator-2.pem");
        SigningKey second = KeyFiles.signingKey(file, "operator-2", new SecureRandom());
        operators.add(file);
        Path publicKey =
                OperatorKeys.write(Files.createDirectory(folder.resolve("public")), second.publicEntry(Instant.EPOCH));
        return settings.withConnector(
                Map.of("directory.operator.keys", root.resolve("operator-public/operator-1.pem") + "," + publicKey));
    }

    private String operator(int index) {
        return operators.get(index).toString();
    }

    private int erase(String notice, int operator, String... more) {
        return operate(Stream.concat(
                        Stream.of(
                                "notice",
                                "erase",
                                notice,
                                "--reason",
                                "order 17 of the court",
                                "--operator-key",
                                operator(operator)),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** What a broker does within two days. */
    private void compactAtOnce() {
        Map<String, String> topic = Map.of(
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0.01",
                "max.compaction.lag.ms", "100",
                "delete.retention.ms", "0",
                "file.delete.delay.ms", "0");
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        changes.put(new ConfigResource(ConfigResource.Type.TOPIC, Topics.SECTION_KEYS), set(topic));
        changes.put(new ConfigResource(ConfigResource.Type.BROKER, ""), set(Map.of("log.cleaner.backoff.ms", "100")));
        try (Admin admin = Admin.create(new HashMap<>(exchange.kafka()))) {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Collection<AlterConfigOp> set(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }

    /** Writes behind, as the connector does once an hour, until the brokers have compacted. */
    private void awaitGone(byte[] key) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(exchange.kafka(), new StringSerializer(), new ByteArraySerializer())) {
            await("compaction").atMost(PATIENCE).until(() -> {
                producer.partitionsFor(Topics.SECTION_KEYS).forEach(partition -> {
                    var _ = producer.send(
                            new ProducerRecord<>(Topics.SECTION_KEYS, partition.partition(), "pulse", null));
                });
                producer.flush();
                return bytes.topicsWith(key).isEmpty()
                        && ExchangeBytes.filesWith(root.resolve("kafka"), key).isEmpty();
            });
        }
    }

    private Map<String, StoredSectionKeys> stored() {
        WireFormat<StoredSectionKeys> format = exchange.formats().of(Topics.SECTION_KEYS, StoredSectionKeys.class);
        Map<String, StoredSectionKeys> stored = new HashMap<>();
        try (TopicReader reader = new TopicReader(exchange.kafka())) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.SECTION_KEYS).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            reader.readToEnd(partitions, record -> {
                String noticeId = record.key().contains("/") ? record.key().split("/", -1)[1] : record.key();
                if (record.value() == null) {
                    stored.remove(noticeId);
                } else {
                    stored.put(noticeId, format.decode(record.value()));
                }
            });
        }
        return stored;
    }

    private static List<byte[]> of(SealedKeys sealed) {
        return List.of(Bytes.copy(sealed.getEncapsulatedKey()), Bytes.copy(sealed.getCiphertext()));
    }

    /** Its configuration, and the names of the files with its secrets. */
    private String processorFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> processor = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("processor.*\\.properties"))
                    .toList();
            assertThat(processor).isNotEmpty();
            return Files.readString(processor.getFirst());
        }
    }

    private String submit() throws IOException {
        assertThat(run("notice", "submit", sampleFile(), "--submitter", submitter.toString(), "--json"))
                .as(err::toString)
                .isZero();
        return JSON.readTree(out.toString()).path("noticeId").asText();
    }

    private static String sampleFile() {
        return Path.of("../samples/case.json").toString();
    }

    /** The section keys of the notice's delivery as the desk fetches them, from the beginning. */
    private JsonNode pull(Path cases, String noticeId) {
        List<JsonNode> found = new ArrayList<>();
        await("case of " + noticeId).atMost(PATIENCE).until(() -> {
            run("case", "pull", cases.toString(), "--desk", desk.toString(), "--wait", "5", "--json");
            try (Stream<Path> files = Files.walk(cases.resolve("deliveries"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".json")).toList()) {
                    JsonNode body = JSON.readTree(file.toFile());
                    body.path("sectionKeys").forEach(keys -> {
                        if (keys.path("noticeId").asText().equals(noticeId)) {
                            found.add(keys);
                        }
                    });
                }
            }
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private int operate(String... command) {
        return run(Stream.concat(Stream.of(command), Stream.of("--data", root.toString()))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
