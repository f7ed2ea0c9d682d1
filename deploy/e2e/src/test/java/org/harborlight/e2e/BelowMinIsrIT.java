package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For a minute under load, too few replicas are in sync, in three ways. Every answer is the documented refusal, within
 * the time that the gateway gives the brokers; its memory stays as it is; and it accepts again by itself.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BelowMinIsrIT {
    private static final Logger LOG = LoggerFactory.getLogger(BelowMinIsrIT.class);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final int BROKERS = 3;
    private static final int BEFORE = 40;
    /** Each repeated every 250 ms while it is refused. */
    private static final int INSISTING = 60;

    /** The outage lasts four times that: a minute. */
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(15);

    private static final int MEASUREMENTS = 4;
    /** {@code publish.timeout.ms}, and two seconds on a busy machine. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofMinutes(1);
    private static final long HEAP_KIB = 8 * 1024;
    private static final long RESIDENT_KIB = 32 * 1024;

    private KillableExchange exchange;
    private ClusterView cluster;
    private NothingLost books;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH, BROKERS);
        cluster = new ClusterView(exchange.kafka(), BROKERS);
        books = new NothingLost(exchange);
    }

    @AfterAll
    void stop() {
        cluster.close();
        exchange.close();
    }

    /** What happens, and what ends it; returns when the brokers are back. */
    private record Outage(int number, String name, Step begin, Step end) {}

    private interface Step {
        void take() throws Exception;
    }

    @Test
    void shouldRefuseForAMinuteAndRecoverWhenTwoBrokersWereKilled() throws Exception {
        List<BrokerProcess> two = exchange.brokers().subList(0, 2);
        withstand(new Outage(
                1,
                "two killed",
                () -> {
                    for (BrokerProcess broker : two) {
                        broker.kill();
                    }
                },
                () -> {
                    two.forEach(BrokerProcess::start);
                    two.forEach(BrokerProcess::awaitReady);
                }));
    }

    @Test
    void shouldRefuseForAMinuteAndRecoverWhenTwoBrokersDoNotAnswer() throws Exception {
        List<BrokerProcess> two = exchange.brokers().subList(1, BROKERS);
        withstand(new Outage(
                2,
                "two paused",
                () -> {
                    for (BrokerProcess broker : two) {
                        broker.pause();
                    }
                },
                () -> {
                    for (BrokerProcess broker : two) {
                        broker.resume();
                    }
                    two.forEach(BrokerProcess::awaitReady);
                }));
    }

    /** The brokers are there, and say themselves that too few replicas are in sync. */
    @Test
    void shouldRefuseForAMinuteAndRecoverWhenTheBrokersRefuseToWrite() throws Exception {
        BrokerProcess one = exchange.brokers().getFirst();
        withstand(new Outage(
                3,
                "one killed of three that are needed",
                () -> {
                    one.kill();
                    needInSync(BROKERS);
                },
                () -> {
                    needInSync(BROKERS - 1);
                    one.start();
                    one.awaitReady();
                }));
    }

    private void needInSync(int replicas) throws Exception {
        AlterConfigOp operation = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replicas)),
                AlterConfigOp.OpType.SET);
        for (String topic : List.of(
                Topics.notices(Lane.URGENT), Topics.notices(Lane.STANDARD), Topics.SECTION_KEYS, Topics.CANARY)) {
            cluster.admin()
                    .incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(operation)))
                    .all()
                    .get();
        }
    }

    private void withstand(Outage outage) throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, Seeds.first() + outage.number(), COUNTRIES)) {
            SteadyLoad.Running before = load.begin(BEFORE);
            before.await();
            SteadyLoad.Running running = suffer(outage, load);
            awaitRecovery(outage, load, running);
            List<String> all = new ArrayList<>(before.noticeIds());
            all.addAll(running.noticeIds());
            books.assertWith(all);
        }
    }

    /** Where it is not endured, it is ended for the outages that follow. */
    private SteadyLoad.Running suffer(Outage outage, SteadyLoad load) throws Exception {
        boolean endured = false;
        outage.begin().take();
        try {
            SteadyLoad.Running running = endure(outage, load);
            endured = true;
            return running;
        } finally {
            if (!endured) {
                outage.end().take();
            }
        }
    }

    /** The first answers wait for the brokers; once one was in vain, they come at once. */
    private SteadyLoad.Running endure(Outage outage, SteadyLoad load) throws IOException {
        AnswerTally answers = load.tally();
        SteadyLoad.Running running = load.begin(INSISTING);
        Passing.of(MEASURE_EVERY);
        AnswerTally later = load.tally();
        assertThat(readiness()).isEqualTo(503);
        List<MemoryUse> memory = measure();
        LOG.atInfo()
                .addKeyValue("outage", outage.name())
                .addKeyValue("answers", answers.counts())
                .addKeyValue("slowestMillis", answers.slowest().toMillis())
                .addKeyValue("slowestLaterMillis", later.slowest().toMillis())
                .addKeyValue("memory", memory)
                .log("below the fewest in sync");
        assertThat(running.accepted()).noneMatch(Future::isDone);
        assertThat(answers.counts()).as("answers").containsOnlyKeys("503 unavailable");
        assertThat(answers.slowest()).as("slowest answer").isLessThan(BUDGET);
        assertThat(later.slowest()).as("slowest answer from admission").isLessThan(AT_ONCE);
        assertFlat(memory);
        return running;
    }

    private int readiness() throws IOException {
        try (ManagementClient management = new ManagementClient()) {
            return management.get(gateway().management(), "/ready").status();
        }
    }

    private ServiceProcess gateway() {
        return exchange.services().gateways().getFirst();
    }

    private List<MemoryUse> measure() {
        List<MemoryUse> measured = new ArrayList<>();
        measured.add(MemoryUse.of(gateway().handle()));
        for (int i = 1; i < MEASUREMENTS; i++) {
            Passing.of(MEASURE_EVERY);
            measured.add(MemoryUse.of(gateway().handle()));
        }
        return measured;
    }

    private static void assertFlat(List<MemoryUse> memory) {
        MemoryUse first = memory.getFirst();
        assertThat(memory).as("memory, measured every %s", MEASURE_EVERY).allSatisfy(later -> {
            assertThat(later.heapKib()).isPositive().isLessThan(first.heapKib() + HEAP_KIB);
            assertThat(later.residentKib()).isPositive().isLessThan(first.residentKib() + RESIDENT_KIB);
        });
    }

    private void awaitRecovery(Outage outage, SteadyLoad load, SteadyLoad.Running running) throws Exception {
        AnswerTally answers = load.tally();
        long ending = System.nanoTime();
        outage.end().take();
        long back = System.nanoTime();
        running.await();
        Duration recovery = Duration.ofNanos(System.nanoTime() - back);
        Duration inSync = cluster.awaitInSync();
        LOG.atInfo()
                .addKeyValue("outage", outage.name())
                .addKeyValue("brokersTookMillis", (back - ending) / 1_000_000)
                .addKeyValue("firstAcceptedMillis", answers.firstAccepted().map(Duration::toMillis))
                .addKeyValue("allAcceptedMillisAfterBrokers", recovery.toMillis())
                .addKeyValue("inSyncMillisAfterBrokers", recovery.plus(inSync).toMillis())
                .log("accepted again");
        assertThat(recovery).as("until all is accepted").isLessThan(RECOVERY);
    }
}
