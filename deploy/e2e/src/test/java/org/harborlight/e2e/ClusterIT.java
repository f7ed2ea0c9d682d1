package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.harborlight.standalone.runtime.SeparateServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On three brokers, of which two must have each record: one may be away, and without two nothing is accepted. */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterIT.class);
    private static final int NOTICES = 60;
    private static final int REFUSED = 20;
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");

    private KillableExchange exchange;
    private NothingLost books;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH, 3);
        books = new NothingLost(exchange);
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @Test
    void shouldLoseNothingWhenEachBrokerIsKilledInTurn() throws Exception {
        underLoad(1, new Fault("", Fault.Kind.KILL, Duration.ofSeconds(1), Duration.ZERO));
    }

    /** Longer than the session of a broker: others take over its partitions, and it comes back believing that it leads. */
    @Test
    void shouldLoseNothingWhenEachBrokerIsPausedInTurn() throws Exception {
        underLoad(2, new Fault("", Fault.Kind.PAUSE, Duration.ofMillis(500), Duration.ofSeconds(6)));
    }

    private void underLoad(long seed, Fault fault) throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, seed, COUNTRIES)) {
            SteadyLoad.Running running = load.begin(NOTICES);
            for (BrokerProcess broker : exchange.brokers()) {
                Passing.of(fault.after());
                broker.suffer(fault);
            }
            running.await();
            books.assertWith(running);
        }
    }

    /** What was refused is repeated, as the contract asks, and is accepted once two brokers are there again. */
    @Test
    void shouldRefuseWhileTwoBrokersAreAwayAndRecoverByItself() throws Exception {
        List<BrokerProcess> two = exchange.brokers().subList(0, 2);
        for (BrokerProcess broker : two) {
            broker.kill();
        }
        try (SteadyLoad load = new SteadyLoad(exchange, 3, COUNTRIES)) {
            AnswerTally answers = load.tally();
            SteadyLoad.Running running = load.begin(REFUSED);
            await("each is refused more than once")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> load.fewestAttempts(running.noticeIds()) > 1);
            assertThat(running.accepted()).noneMatch(Future::isDone);
            two.forEach(BrokerProcess::start);
            two.forEach(BrokerProcess::awaitReady);
            long ready = System.nanoTime();
            running.await();
            LOG.atInfo()
                    .addKeyValue("slowestAnswerMillis", answers.slowest().toMillis())
                    .addKeyValue("acceptedAfterMillis", (System.nanoTime() - ready) / 1_000_000)
                    .log("below the fewest in sync, and back");
            books.assertWith(running);
        }
    }
}
