package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Backup;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Restoration;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that holds less than the world has seen of it: a desk's cursor, versions and delivery ids given out, stores and
 * committed offsets. Each is either told of, or refused; nothing that comes after is taken for something that was.
 */
@Tag("faults")
final class RestoredBrokerIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private record Receipt(String noticeId, String receiptId) {}

    /** An exchange on the data folder, with a submitter and a desk that fetches. */
    private record Running(
            Closing closing, Exchange exchange, SubmitterClient submitter, ConnectorClient desk, NoticeSealing sealing)
            implements AutoCloseable {

        /** A new notice about the same person and picture, and so of the same case, as it is sent. */
        byte[] bytes() {
            IncidentNotice notice = NoticeFixtures.extortion(LocalParticipants.SUBMITTER, CLOCK.instant())
                    .setNoticeId(UUID.randomUUID().toString())
                    .setIncidentKey(UUID.randomUUID().toString())
                    .build();
            return sealing.bytes(new PlainNotice(notice, Map.of()));
        }

        Receipt accepted(byte[] bytes) throws IOException {
            ExchangeAnswer answer = submitter.submit(bytes);
            assertThat(answer.status()).as(answer.reason()).isEqualTo(202);
            String payload = JSON.readTree(answer.body()).path("payload").asText();
            JsonNode receipt = JSON.readTree(Base64.getDecoder().decode(payload));
            return new Receipt(
                    receipt.path("noticeId").asText(), receipt.path("receiptId").asText());
        }

        /** Waits until so many were accepted in all, nothing is in flight, and the books are exact. */
        void settled(int accepted) {
            URI processor =
                    Objects.requireNonNull(exchange.endpoints().management().get("processor"));
            try (ManagementClient management = new ManagementClient()) {
                await("the books settle")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(250))
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(
                                () -> management.get(processor, "/balance").body(),
                                books -> books.path("accepted").asLong() == accepted
                                        && books.path("inFlight").asLong() == 0
                                        && BalanceText.exact(books));
            }
        }

        /** The status of an answer. */
        int askInbox(Optional<String> cursor) throws IOException {
            return desk.inbox(cursor, 20, Duration.ZERO).status();
        }

        /** The whole inbox, once there is so much in it. */
        JsonNode inbox(int deliveries) {
            return await("the inbox")
                    .atMost(PATIENCE)
                    .until(
                            () -> JSON.readTree(desk.inbox(Optional.empty(), 20, Duration.ZERO)
                                    .body()),
                            page -> page.path("deliveries").size() == deliveries);
        }

        @Override
        public void close() {
            closing.close();
        }
    }

    @Test
    void shouldTellEverybodyApartFromTheTimeBefore() throws Exception {
        String before;
        try (Running first = start()) {
            before = first.accepted(first.bytes()).noticeId();
            first.settled(1);
        }
        backup();
        byte[] lost;
        Receipt receipt;
        JsonNode seen;
        try (Running gone = start()) {
            lost = gone.bytes();
            receipt = gone.accepted(lost);
            gone.settled(2);
            seen = gone.inbox(2);
        }

        restore();

        try (Running restored = start()) {
            String cursor = seen.path("cursor").asText();
            assertThat(restored.submitter().status(before).status()).isEqualTo(200);
            assertThat(restored.submitter().status(receipt.noticeId()).status())
                    .as("what was accepted after the backup")
                    .isEqualTo(404);
            assertThat(restored.askInbox(Optional.of(cursor)))
                    .as("a cursor that is ahead")
                    .isEqualTo(410);
            restored.accepted(restored.bytes());
            assertThat(restored.accepted(lost)).as("the receipt id of a repeat").isEqualTo(receipt);
            restored.settled(3);
            JsonNode now = restored.inbox(3);

            assertThat(restored.askInbox(Optional.of(cursor)))
                    .as("the same cursor, once the topics have grown beyond it")
                    .isEqualTo(410);
            assertNewOnesAreAboveAll(seen, now);
        }
    }

    /** One delivery of now is of the time before the backup; the others are versions that nobody has seen. */
    private static void assertNewOnesAreAboveAll(JsonNode seen, JsonNode now) {
        Set<String> known = new HashSet<>(values(seen, "deliveryId"));
        List<JsonNode> fresh = deliveries(now).stream()
                .filter(delivery -> !known.contains(delivery.path("deliveryId").asText()))
                .toList();
        int highest = deliveries(seen).stream()
                .mapToInt(delivery -> delivery.path("version").asInt())
                .max()
                .orElseThrow();
        assertThat(fresh)
                .hasSize(2)
                .allSatisfy(
                        delivery -> assertThat(delivery.path("version").asInt()).isGreaterThan(highest));
        assertThat(values(now, "caseId")).containsOnly(values(seen, "caseId").getFirst());
    }

    private static List<JsonNode> deliveries(JsonNode page) {
        List<JsonNode> deliveries = new ArrayList<>();
        page.path("deliveries").forEach(body -> deliveries.add(body.path("delivery")));
        return deliveries;
    }

    private static List<String> values(JsonNode page, String field) {
        return deliveries(page).stream()
                .map(delivery -> delivery.path(field).asText())
                .toList();
    }

    /** Without the number: what was restored by hand, and stores of the time after are still there. */
    @Test
    void shouldRefuseToStartWhenStoresAreAheadOfTheBrokers() throws Exception {
        try (Running first = start()) {
            first.accepted(first.bytes());
            first.settled(1);
        }
        copy(data().resolve("kafka"), home.resolve("older"));
        try (Running gone = start()) {
            gone.accepted(gone.bytes());
            gone.settled(2);
        }
        Files.move(data().resolve("kafka"), home.resolve("newer"));
        Files.move(home.resolve("older"), data().resolve("kafka"));
        forgetDirectoryHeads();

        assertThatThrownBy(this::start)
                .hasMessageContaining("the brokers hold less than was seen of them before")
                .hasMessageContaining("a store here was made from harborlight-")
                .hasMessageContaining("deploy/README.md");
    }

    /** Files of different moments: the offsets of groups are newer than the topics. */
    @Test
    void shouldRefuseToStartWhenOffsetsAreAheadOfTheTopics() throws Exception {
        try (Running first = start()) {
            first.accepted(first.bytes());
            first.settled(1);
        }
        Path log = data().resolve("kafka").resolve("log");
        List<Path> topics;
        try (Stream<Path> folders = Files.list(log)) {
            topics = folders.filter(folder -> folder.getFileName().toString().startsWith("harborlight.notices."))
                    .toList();
        }
        for (Path topic : topics) {
            copy(topic, home.resolve("older").resolve(topic.getFileName()));
        }
        try (Running gone = start()) {
            for (int i = 0; i < 8; i++) {
                gone.accepted(gone.bytes());
            }
            gone.settled(9);
        }
        for (Path topic : topics) {
            Files.move(topic, home.resolve("newer-" + topic.getFileName()));
            Files.move(home.resolve("older").resolve(topic.getFileName()), topic);
        }
        Files.deleteIfExists(log.resolve("recovery-point-offset-checkpoint"));
        Files.deleteIfExists(log.resolve("replication-offset-checkpoint"));
        Files.deleteIfExists(log.resolve("log-start-offset-checkpoint"));
        Files.deleteIfExists(log.resolve(".kafka_cleanshutdown"));
        Files.move(data().resolve("state"), home.resolve("state-aside"));

        assertThatThrownBy(this::start)
                .hasMessageContaining("the brokers hold less than was seen of them before")
                .hasMessageContaining(" has read harborlight.notices.");
    }

    private void backup() {
        try (DataFolder folder = DataFolder.open(data())) {
            Backup.take(folder, home.resolve("backup"), CLOCK.instant());
        }
    }

    private void restore() {
        try (DataFolder folder = DataFolder.open(data())) {
            Restoration.Done done = new Restoration(
                            folder,
                            Backup.of(home.resolve("backup")),
                            new Restoration.OlderDirectory(true, Optional.empty()))
                    .carryOut(Optional.empty());
            assertThat(done.restores().count()).isEqualTo(1);
            assertThat(done.directorySequence()).isPresent();
        }
    }

    /** Else they would be the first to notice. */
    private void forgetDirectoryHeads() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("state"))) {
            for (Path head :
                    files.filter(file -> file.toString().endsWith(".head")).toList()) {
                Files.delete(head);
            }
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private Running start() {
        Closing closing = new Closing();
        try {
            SecureRandom random = new SecureRandom();
            DataFolder data = DataFolder.open(data());
            ExchangePki pki = ExchangePki.open(data.root(), CLOCK, random);
            LocalParticipants local = closing.add(
                    "local participants",
                    LocalParticipants.open(data, pki, List.of("IE"), new LocalParticipants.DeskWay.Pull(), CLOCK));
            Exchange exchange = Exchange.start(
                    closing,
                    data,
                    pki,
                    ExchangeSettings.samples(ExchangeSettings.Ports.free()),
                    local.entries(),
                    CLOCK);
            ExchangePki.Kit submitter =
                    pki.submitterKit(data.submitter(LocalParticipants.SUBMITTER), LocalParticipants.SUBMITTER);
            SubmitterClient client = closing.add(
                    "submitter", new SubmitterClient(exchange.endpoints().gateway(), LocalParticipants.tls(submitter)));
            ConnectorClient desk = closing.add(
                    "desk",
                    new ConnectorClient(
                            exchange.endpoints().connector(),
                            LocalParticipants.tls(
                                    pki.partnerKit(data.partner(LocalParticipants.DESK), LocalParticipants.DESK))));
            return new Running(
                    closing,
                    exchange,
                    client,
                    desk,
                    new NoticeSealing(
                            submitter.signing(), pki.secrets().sealing().publicEntry(Instant.EPOCH), random, CLOCK));
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
