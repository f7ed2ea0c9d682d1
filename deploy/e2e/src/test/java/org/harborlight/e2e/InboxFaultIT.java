package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A desk fetches and acknowledges without a pause, at two connectors in turn, while these are killed, paused and
 * restarted, and share the partitions anew each time. Each schedule follows from a seed that is its name:
 * {@code -Dharborlight.seed=N} replays it.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class InboxFaultIT {
    private static final Logger LOG = LoggerFactory.getLogger(InboxFaultIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> COUNTRY = List.of(KillableExchange.FETCHING_COUNTRY);
    private static final int NOTICES = 40;
    private static final int SCHEDULES = 4;

    private final Map<String, Victim> connectors = new LinkedHashMap<>();
    private final Set<String> accepted = new TreeSet<>();
    private KillableExchange exchange;
    private FetchingDesk desk;
    private String beginning;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        exchange = new KillableExchange(folder.resolve("data"), new SeparateServices.Instances(1, 1, 2));
        List<ServiceProcess> both = exchange.services().connectors();
        connectors.put("connector-1", Victim.of(both.getFirst()));
        connectors.put("connector-2", Victim.of(both.getLast()));
        beginning = exchange.readers().getFirst().from(Optional.empty()).cursor();
        desk = exchange.fetching();
        desk.begin();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    static LongStream seeds() {
        long first = Long.getLong("harborlight.seed", 20261126L);
        return LongStream.range(first, first + SCHEDULES);
    }

    @Order(1)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldMissNothingWhenConnectorsAreKilledAndPausedUnderTheReader(long seed) throws Exception {
        FaultSchedule schedule = FaultSchedule.of(seed, List.copyOf(connectors.keySet()));
        LOG.atInfo()
                .addKeyValue("seed", seed)
                .addKeyValue("faults", schedule.faults())
                .log("schedule");
        underLoad(schedule.load(), () -> {
            for (Fault fault : schedule.faults()) {
                Passing.of(fault.after());
                Objects.requireNonNull(connectors.get(fault.target())).suffer(fault);
            }
        });
    }

    @Order(2)
    @Test
    void shouldMissNothingWhenConnectorsAreRestartedOneAfterTheOther() throws Exception {
        underLoad(1, () -> {
            for (ServiceProcess connector : exchange.services().connectors()) {
                connector.close();
                connector.start().awaitReady();
            }
        });
    }

    /** With both gone nobody knows what was shown or acknowledged but the topics, and the desk its cursor. */
    @Order(3)
    @Test
    void shouldMissNothingWhenBothConnectorsAreKilledAtOnce() throws Exception {
        underLoad(2, () -> {
            for (Victim connector : connectors.values()) {
                connector.kill();
            }
            connectors.values().forEach(Victim::start);
            connectors.values().forEach(Victim::awaitReady);
        });
    }

    /** After all that: the oldest cursor still leads to every delivery, at each instance, with the content of then. */
    @Order(4)
    @Test
    void shouldShowEverythingAgainWhenAskedWithTheOldestCursor() throws IOException {
        Map<String, Set<String>> fetched = desk.digests();
        for (InboxReader reader : exchange.readers()) {
            InboxReader.Read again = reader.from(Optional.of(beginning));
            assertThat(again.digests().keySet()).containsExactlyInAnyOrderElementsOf(fetched.keySet());
            again.digests().forEach((id, digest) -> assertThat(fetched.get(id)).containsExactly(digest));
        }
    }

    /** Each instance says so, also one that is still starting; who had read them is told nothing. */
    @Order(5)
    @Test
    void shouldTellWhoHasNotReadThemWhenDeliveriesAreKeptNoLonger() throws Exception {
        InboxReader first = exchange.readers().getFirst();
        InboxReader.Read all = first.from(Optional.of(beginning));
        exchange.services().connectors().getLast().kill();
        deleteHalf(Topics.deliveries(KillableExchange.FETCHING_DESK, Lane.STANDARD));
        exchange.services().connectors().getLast().start();

        for (InboxReader reader : exchange.readers().reversed()) {
            ExchangeAnswer answer = reader.ask(Optional.of(beginning));
            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.reason()).isEqualTo("cursor-expired");
            String earliest = answer.problem().orElseThrow().path("earliest").asText();
            InboxReader.Read kept = reader.from(Optional.of(earliest));
            assertThat(kept.digests())
                    .isNotEmpty()
                    .hasSizeLessThan(all.digests().size());
            assertThat(all.digests()).containsAllEntriesOf(kept.digests());
            assertThat(reader.from(Optional.of(all.cursor())).digests()).isEmpty();
        }
        underLoad(3, () -> {});
    }

    private interface Trouble {
        void happens() throws Exception;
    }

    /** Submits, lets it happen meanwhile, and waits until the desk has and has acknowledged every delivery. */
    private void underLoad(long seed, Trouble trouble) throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, seed, COUNTRY)) {
            SteadyLoad.Running running = load.begin(NOTICES);
            trouble.happens();
            running.await();
            accepted.addAll(running.noticeIds());
        }
        JsonNode balance = await("the books settle")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> exchange.balance().body(),
                        books -> BalanceText.settled(books) && BalanceText.exact(books));
        await("the last answer to the desk")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(desk.receipted()).isEqualTo(desk.deliveries()));
        assertThat(desk.notices()).as("notices that the desk was told of").isEqualTo(accepted);
        assertThat(desk.contradictory()).as("one content a delivery id").isEmpty();
        assertThat(desk.problems()).isEmpty();
        assertThat(balance.path("deliveries").path("receipted").asLong())
                .as("every delivery acknowledged, and still")
                .isEqualTo(balance.path("deliveries").path("total").asLong())
                .isEqualTo(desk.deliveries().size());
    }

    /** Of each partition that holds more than one record. */
    private void deleteHalf(String topic) throws Exception {
        try (Admin admin = Admin.create(exchange.kafka())) {
            List<TopicPartition> partitions = new ArrayList<>();
            Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            Map<TopicPartition, RecordsToDelete> halves = new LinkedHashMap<>();
            for (TopicPartition partition : partitions) {
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
                halves.put(partition, RecordsToDelete.beforeOffset(end / 2));
            }
            admin.deleteRecords(halves).all().get();
        }
    }
}
