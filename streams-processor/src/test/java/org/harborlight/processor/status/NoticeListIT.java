package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.service.Restores;
import org.harborlight.service.tls.LiveTls;
import org.harborlight.service.tls.TlsFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A submitter's list, read from two instances of the ledger that share its partitions, over real mutual TLS. */
@Timeout(180)
class NoticeListIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;
    private static final String URI = "urn:harborlight:service:ledger";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final WireFormats formats = new WireFormats(LaneDriver.registry());
    private final TestExchange exchange = TestExchange.standard();
    private final Deque<Instance> instances = new ArrayDeque<>();
    private EmbeddedKafka kafka;
    private LiveTls tls;
    private LedgerPeers client;

    /** A ledger and its service port. */
    private record Instance(LedgerApplication ledger, ServicePort port, HostInfo address) implements AutoCloseable {
        @Override
        public void close() {
            ledger.close();
            port.close();
        }
    }

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        kafka = EmbeddedKafka.start(folder.resolve("broker"));
        exchange.createTopics(kafka.bootstrapServers(), PARTITIONS);
        certify();
        client = new LedgerPeers(vertx, tls.clientOptions());
        instances.add(instance("one"));
        instances.add(instance("two"));
    }

    @AfterEach
    void stop() throws TimeoutException {
        instances.forEach(Instance::close);
        vertx.close().await(30, TimeUnit.SECONDS);
        kafka.close();
    }

    @Test
    void shouldGiveEachOwnNoticeOnceWhicheverInstanceIsAskedAndGoOnWhenOneIsGone() {
        write("platform-a", 0, 60);
        write("platform-b", 0, 20);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !partitionsOf(0).isEmpty()
                        && !partitionsOf(1).isEmpty()
                        && ids("platform-a", "").size() == 60);
        List<String> whole = ids("platform-a", "");

        List<String> read = new ArrayList<>();
        String position = "";
        boolean more = true;
        while (more) {
            JsonObject page = ask(read.size() % 2, "platform-a", position, 7);
            read.addAll(ids(page));
            position = page.getString("next");
            more = page.getBoolean("more");
        }

        assertThat(read).isEqualTo(whole).doesNotHaveDuplicates().containsAll(named(0, 60));
        assertThat(ids(ask(1, "platform-a", position, 7))).isEmpty();

        instances.removeLast().close();
        write("platform-a", 60, 65);
        String end = position;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ids("platform-a", end).size() == 5);
        assertThat(ids("platform-a", end)).containsExactlyInAnyOrderElementsOf(named(60, 65));
        assertThat(ids("platform-a", "")).containsAll(whole).hasSize(65);
    }

    /** A query that locks in another order than a write stops both, for ever; so many reads find that. */
    @Test
    void shouldCountOnWhileItsBooksAreReadWithoutPause() throws InterruptedException {
        AtomicBoolean counted = new AtomicBoolean();
        List<Thread> readers = instances.stream()
                .flatMap(instance -> Stream.generate(() -> instance).limit(2))
                .map(instance -> Thread.ofPlatform().start(() -> {
                    while (!counted.get()) {
                        instance.ledger().books();
                    }
                }))
                .toList();
        try {
            write("platform-a", 0, 10_000);
            await().atMost(PATIENCE).until(() -> processed() == 10_000);
        } finally {
            counted.set(true);
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    private long processed() {
        return instances.stream()
                .flatMap(instance -> instance.ledger().books().stream())
                .flatMap(books -> books.frontiers().values().stream())
                .mapToLong(FrontierBook::processed)
                .sum();
    }

    private static List<String> named(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "notice-" + i).toList();
    }

    private List<Integer> partitionsOf(int index) {
        return List.copyOf(instances.stream()
                .toList()
                .get(index)
                .ledger()
                .submitted()
                .find("platform-a", new ListPosition(Map.of()), 1)
                .orElseThrow()
                .covered());
    }

    /** Everything after a position; empty while nobody can tell. */
    private List<String> ids(String submitterId, String after) {
        LedgerPeers.Answer answer = answer(instances.getFirst(), submitterId, after, 500);
        return answer.status() == 200 ? ids(answer.body()) : List.of();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("notices").stream()
                .map(line -> ((JsonObject) line).getString("noticeId"))
                .toList();
    }

    private JsonObject ask(int index, String submitterId, String after, int limit) {
        LedgerPeers.Answer answer = answer(instances.stream().toList().get(index), submitterId, after, limit);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(200);
        return answer.body();
    }

    private LedgerPeers.Answer answer(Instance instance, String submitterId, String after, int limit) {
        try {
            return client.get(instance.address(), "/v1/notices/" + submitterId + "?limit=" + limit + "&after=" + after)
                    .await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instance instance(String name) {
        ServicePort port = new ServicePort(
                vertx, "localhost", 0, tls.serverOptions(), new ServiceCallers(tls.peers(), exchange::directory));
        HostInfo address = new HostInfo("localhost", port.start());
        LedgerSettings settings = new LedgerSettings(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                folder.resolve(name),
                new LedgerSettings.Scale(1, 0),
                Duration.ofMillis(100),
                LedgerDriver.RETENTION,
                8 << 20,
                Restores.NEVER);
        LedgerApplication ledger = new LedgerApplication(
                settings,
                formats,
                new ConnectorSignatures(exchange::directory),
                TimelineOutlet.of(exchange::directory, formats),
                address);
        port.serve(new LedgerCluster(ledger, vertx, tls.clientOptions()));
        ledger.start();
        return new Instance(ledger, port, address);
    }

    private void write(String submitterId, int from, int to) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                Outcome outcome = LedgerRecords.outcome(i, Verdict.OPENED)
                        .setSubmitterId(submitterId)
                        .setNoticeId("notice-" + i)
                        .setAcceptedAt(LedgerRecords.ACCEPTED_AT.plusSeconds(i))
                        .build();
                var _ = producer.send(new ProducerRecord<>(
                        Topics.OUTCOMES,
                        Topics.noticeKey(submitterId, outcome.getNoticeId()),
                        formats.of(Topics.OUTCOMES, Outcome.class).encode(outcome)));
            }
        }
    }

    private void certify() {
        CertificateAuthority authority =
                CertificateAuthority.create("Exchange", InstantSource.system(), new SecureRandom());
        IssuedCertificate issued = authority.issue(new IssueRequest(
                "ledger", List.of(URI), List.of("localhost"), List.of("127.0.0.1"), Duration.ofDays(1)));
        PemFiles.writeCertificates(folder.resolve("tls.crt"), List.of(issued.certificate()));
        PemFiles.writeKey(folder.resolve("tls.key"), issued.keyPair().getPrivate());
        PemFiles.writeCertificates(folder.resolve("trust.crt"), List.of(authority.certificate()));
        tls = LiveTls.open(
                "service",
                new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"), folder.resolve("trust.crt")),
                InstantSource.system());
        String issuer = Sha256.hex(authority.certificate().getPublicKey().getEncoded());
        exchange.with(ExchangeKeys.newBuilder()
                .setKeys(List.of())
                .setServiceIdentities(
                        List.of(new TlsIdentity(ByteBuffer.wrap(HexFormat.of().parseHex(issuer)), URI)))
                .build());
    }
}
