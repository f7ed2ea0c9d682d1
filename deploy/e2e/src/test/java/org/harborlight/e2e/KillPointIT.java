package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each process is killed exactly where a notice could be lost or told twice: before and behind an answer, within a transaction,
 * between sending and receipt, while it restores. Each test sees that it was there. The books are the oracle, and the desk.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillPointIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillPointIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long whatever a killed processor had begun may hold up the others. */
    private static final Duration OPEN_TRANSACTION = Duration.ofSeconds(75);

    private static final int NOTICES = 10;
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");

    @TempDir
    private Path lost;

    private KillableExchange exchange;
    private NothingLost books;
    private ServiceProcess gateway;
    private ServiceProcess processor;
    private ServiceProcess connector;
    private BrokerProcess broker;
    private long loads;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH, 1);
        books = new NothingLost(exchange);
        gateway = exchange.services().gateways().getFirst();
        processor = exchange.services().processors().getFirst();
        connector = exchange.services().connectors().getFirst();
        broker = exchange.brokers().getFirst();
        exchange.restart(
                processor,
                "processor-1",
                file -> file + "standard.commit.interval.ms=1000\nkafka.producer.linger.ms=0\n"); // seen before its end
        exchange.restart(
                connector,
                "connector-1",
                file -> file.replace("lane.commit.interval.ms=100\n", "lane.commit.interval.ms=2000\n"));
        try (SteadyLoad load = load()) {
            settle(load.begin(NOTICES)); // connections are there, on both lanes
        }
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @Test
    void shouldKnowWhatTheBrokersTookWhenTheGatewayIsKilledBeforeItAnswers() throws Exception {
        try (SteadyLoad load = load()) {
            SteadyLoad.Running running = killTheGatewayWith(load, () -> load.beginBare(NOTICES));

            assertThat(verdicts(running))
                    .as("the brokers had what was not answered")
                    .contains(Verdict.REPLAYED);
            running.noticeIds()
                    .forEach(noticeId ->
                            assertThat(load.receiptIds(noticeId)).as(noticeId).hasSize(1));
        }
    }

    @Test
    void shouldAcceptOnceWhenTheGatewayIsKilledBetweenSectionKeysAndNotice() throws Exception {
        try (SteadyLoad load = load()) {
            SteadyLoad.Running running = killTheGatewayWith(load, () -> load.begin(NOTICES));

            assertThat(verdicts(running)).as("only the keys were on their way").doesNotContain(Verdict.REPLAYED);
        }
    }

    @Test
    void shouldAcceptNothingThatIsLostWhenTheBrokerIsKilledWithWhatTheGatewaySent() throws Exception {
        try (SteadyLoad load = load()) {
            broker.pause();
            SteadyLoad.Running running = load.begin(NOTICES);
            awaitSent(load, running);
            killAndStart(broker);
            settle(running);
        }
    }

    @Test
    void shouldDecideAnewWhenTheProcessorIsKilledInATransaction() throws Exception {
        try (SteadyLoad load = load()) {
            SteadyLoad.Running running = load.begin(NOTICES);
            awaitOpenTransaction();
            killAndStart(Victim.of(processor));
            settle(running);
        }
    }

    /** Nobody can end its transaction in its name then. */
    @Test
    void shouldGoOnInTimeWhenAProcessorIsLostInATransaction() throws Exception {
        try (SteadyLoad load = load()) {
            SteadyLoad.Running running = load.begin(NOTICES);
            awaitOpenTransaction();
            processor.kill();
            Files.move(exchange.stores(1), lost.resolve("stores"));
            long began = System.nanoTime();
            processor.start().awaitReady();
            settle(running);

            Duration took = Duration.ofNanos(System.nanoTime() - began);
            LOG.atInfo().addKeyValue("millis", took.toMillis()).log("settled behind a transaction that nobody ends");
            assertThat(took).isLessThan(OPEN_TRANSACTION);
        }
    }

    @Test
    void shouldDecideOnceWhenTheBrokerIsKilledWithAnOpenTransaction() throws Exception {
        try (SteadyLoad load = load()) {
            SteadyLoad.Running running = load.begin(NOTICES);
            awaitOpenTransaction();
            killAndStart(broker);
            settle(running);
        }
    }

    @Test
    void shouldRestoreWhenTheProcessorIsKilledWhileItRestores() throws Exception {
        try (SteadyLoad load = load()) {
            SteadyLoad.Running running = load.begin(NOTICES);
            processor.kill();
            Files.move(exchange.stores(1), lost.resolve("stores"));
            processor.start();
            awaitUp(processor);
            killAndStart(Victim.of(processor));
            settle(running);
        }
    }

    @Test
    void shouldSendAgainWhenTheConnectorIsKilledBeforeTheReceipt() throws Exception {
        HeldPushes held = new HeldPushes();
        exchange.deskBehind(held::behind);
        try (SteadyLoad load = load()) {
            int resent = exchange.desk().resent();
            SteadyLoad.Running running = load.begin(NOTICES);
            held.awaitOne();
            connector.kill();
            held.release();
            connector.start().awaitReady();
            settle(running);

            assertThat(exchange.desk().resent()).as("what it had sent").isGreaterThan(resent);
        } finally {
            held.release();
            exchange.deskBehind(desk -> desk);
        }
    }

    @Test
    void shouldSendAgainWhenTheConnectorIsKilledBehindTheReceiptAndBeforeItsCommit() throws Exception {
        try (SteadyLoad load = load()) {
            int resent = exchange.desk().resent();
            SteadyLoad.Running running = load.begin(NOTICES);
            await("the desk has answered")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> running.noticeIds().stream()
                            .anyMatch(exchange.desk().notices()::contains));
            killAndStart(Victim.of(connector));
            settle(running);

            assertThat(exchange.desk().resent()).as("what it had sent").isGreaterThan(resent);
        }
    }

    /** With what it has sent to a broker that takes it only then. All is accepted in the end. */
    private SteadyLoad.Running killTheGatewayWith(SteadyLoad load, Supplier<SteadyLoad.Running> begin)
            throws Exception {
        broker.pause();
        SteadyLoad.Running running = begin.get();
        awaitSent(load, running);
        gateway.kill();
        broker.resume();
        gateway.start().awaitReady();
        settle(running);
        return running;
    }

    private static void killAndStart(Victim victim) throws IOException, InterruptedException {
        victim.suffer(new Fault("", Fault.Kind.KILL, Duration.ZERO, Duration.ZERO));
    }

    private SteadyLoad load() {
        return new SteadyLoad(exchange, ++loads, COUNTRIES);
    }

    private void settle(SteadyLoad.Running running) throws Exception {
        running.await();
        books.assertWith(running);
    }

    /** All is at the gateway, which has had time to hand it on and has no answer. */
    private static void awaitSent(SteadyLoad load, SteadyLoad.Running running) {
        await("all is sent").atMost(PATIENCE).until(() -> load.fewestAttempts(running.noticeIds()) > 0);
        Passing.of(Duration.ofSeconds(1));
    }

    private List<Verdict> verdicts(SteadyLoad.Running running) {
        return exchange.outcomes().stream()
                .filter(outcome -> running.noticeIds().contains(outcome.getNoticeId()))
                .map(Outcome::getVerdict)
                .toList();
    }

    /** Until verdicts stand in their topic that nobody has committed. */
    private void awaitOpenTransaction() {
        try (Admin admin = Admin.create(exchange.kafka())) {
            await("an open transaction")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            ends(admin, IsolationLevel.READ_UNCOMMITTED) > ends(admin, IsolationLevel.READ_COMMITTED));
        }
    }

    private static long ends(Admin admin, IsolationLevel level) throws ExecutionException, InterruptedException {
        TopicDescription outcomes = Objects.requireNonNull(admin.describeTopics(List.of(Topics.OUTCOMES))
                .allTopicNames()
                .get()
                .get(Topics.OUTCOMES));
        Map<TopicPartition, OffsetSpec> latest = outcomes.partitions().stream()
                .collect(Collectors.toMap(
                        info -> new TopicPartition(Topics.OUTCOMES, info.partition()), _ -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(level)).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    /** Until it answers, and is not ready. */
    private static void awaitUp(ServiceProcess service) {
        try (ManagementClient management = new ManagementClient()) {
            await("it is up and not ready")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> management.get(service.management(), "/ready").status() == 503);
        }
    }

    /** Pushes that reach the partner and are not answered yet. Safe for all threads. */
    private static final class HeldPushes {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        PushReceiver behind(PushReceiver desk) {
            return push -> {
                arrived.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return desk.receive(push);
            };
        }

        void awaitOne() throws InterruptedException {
            arrived.await();
        }

        void release() {
            released.countDown();
        }
    }
}
