package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three brokers, each in a network namespace of its own. Under load each in turn is cut off, refuses, and is slow, and
 * connections are reset: four different things to whoever talks to it. Which broker, and for how long, follows from the
 * seed.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NetworkIT {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkIT.class);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final int NOTICES = 400;
    private static final int RESETS = 10;
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private final Optional<String> missing = BrokerNetwork.missing();
    private Optional<NetworkedExchange> started = Optional.empty();

    /** For each test, so that each is reported as skipped where there can be no network. */
    @BeforeEach
    void assumeNetwork() {
        Needs.nothingMissing(missing);
    }

    private NetworkedExchange scene() {
        if (started.isEmpty()) {
            started = Optional.of(NetworkedExchange.start(folder));
        }
        return started.get();
    }

    @AfterAll
    void stop() {
        started.ifPresent(NetworkedExchange::close);
    }

    /** Longer than a broker's session: others lead its partitions, and it comes back believing that it does. */
    @Test
    void shouldLoseNothingWhenEachBrokerIsCutOffInTurn() throws Exception {
        eachInTurn(1, NetworkFault.HANG, Reach.UNANSWERED);
    }

    @Test
    void shouldLoseNothingWhenEachBrokerRefusesInTurn() throws Exception {
        eachInTurn(2, NetworkFault.REFUSE, Reach.REFUSED);
    }

    @Test
    void shouldLoseNothingWhenEachBrokerIsSlowInTurn() throws Exception {
        eachInTurn(3, NetworkFault.SLOW, Reach.CONNECTED);
    }

    @Test
    void shouldLoseNothingWhenConnectionsAreResetAgainAndAgain() throws Exception {
        NetworkedExchange scene = scene();
        Random random = random(4);
        try (SteadyLoad load = new SteadyLoad(scene.exchange(), random.nextLong(), COUNTRIES)) {
            SteadyLoad.Running running = load.begin(NOTICES);
            for (int round = 0; round < RESETS; round++) {
                int id = 1 + random.nextInt(NetworkedExchange.BROKERS);
                Passing.of(Duration.ofMillis(500 + random.nextInt(1_500)));
                long broken = scene.cable(id).begin(NetworkFault.RESET).lines().count();
                LOG.atInfo()
                        .addKeyValue("broker", id)
                        .addKeyValue("connections", broken)
                        .log("reset");
                assertThat(broken).as("connections that were reset").isPositive();
            }
            settle(scene, load, running);
        }
    }

    /** Nobody is told that it is gone: whoever waits for it has to find out. */
    @Test
    void shouldGoOnWhileABrokerStaysCutOff() throws Exception {
        NetworkedExchange scene = scene();
        Random random = random(5);
        BrokerProcess broker = scene.exchange().brokers().get(random.nextInt(NetworkedExchange.BROKERS));
        BrokerCable cable = scene.cable(broker.id());
        try (SteadyLoad load = new SteadyLoad(scene.exchange(), random.nextLong(), COUNTRIES)) {
            AnswerTally answers = load.tally();
            SteadyLoad.Running running = load.begin(NOTICES / 4);
            Passing.of(Duration.ofSeconds(1));
            cable.begin(NetworkFault.HANG);
            try {
                settle(scene, load, running);
            } finally {
                cable.end(NetworkFault.HANG);
            }
            LOG.atInfo()
                    .addKeyValue("broker", broker.id())
                    .addKeyValue("answers", answers.counts())
                    .addKeyValue("slowestAnswerMillis", answers.slowest().toMillis())
                    .log("went on with two");
            awaitBack(scene, broker);
        }
    }

    private void eachInTurn(int test, NetworkFault fault, Reach meanwhile) throws Exception {
        NetworkedExchange scene = scene();
        Random random = random(test);
        try (SteadyLoad load = new SteadyLoad(scene.exchange(), random.nextLong(), COUNTRIES)) {
            SteadyLoad.Running running = load.begin(NOTICES);
            List<BrokerProcess> order = new ArrayList<>(scene.exchange().brokers());
            Collections.shuffle(order, random);
            for (BrokerProcess broker : order) {
                Passing.of(Duration.ofSeconds(1));
                suffer(scene, broker, fault, Duration.ofMillis(5_000 + random.nextInt(4_000)), meanwhile);
                awaitBack(scene, broker);
            }
            settle(scene, load, running);
        }
    }

    private static void suffer(
            NetworkedExchange scene, BrokerProcess broker, NetworkFault fault, Duration lasts, Reach meanwhile) {
        BrokerCable cable = scene.cable(broker.id());
        cable.begin(fault);
        String told;
        long asked;
        long answered;
        try {
            Passing.of(lasts);
            asked = System.nanoTime();
            assertThat(scene.reach(broker.id()))
                    .as("what a broker does meanwhile")
                    .isEqualTo(meanwhile);
            answered = System.nanoTime();
        } finally {
            told = cable.end(fault);
        }
        LOG.atInfo()
                .addKeyValue("fault", fault)
                .addKeyValue("broker", broker.id())
                .addKeyValue("lastedMillis", lasts.toMillis() + millis(answered - asked))
                .addKeyValue("connectingMillis", millis(answered - asked))
                .addKeyValue("told", told.replaceAll("\\s+", " "))
                .log("over");
    }

    private static void awaitBack(NetworkedExchange scene, BrokerProcess broker) {
        long ended = System.nanoTime();
        broker.awaitReady();
        long ready = System.nanoTime();
        scene.cluster().awaitInSync();
        LOG.atInfo()
                .addKeyValue("broker", broker.id())
                .addKeyValue("readyAfterMillis", millis(ready - ended))
                .addKeyValue("inSyncAfterMillis", millis(System.nanoTime() - ended))
                .log("back");
    }

    private static void settle(NetworkedExchange scene, SteadyLoad load, SteadyLoad.Running running) throws Exception {
        long ended = System.nanoTime();
        running.await();
        long accepted = System.nanoTime();
        scene.books().assertWith(running);
        Duration settled = Duration.ofNanos(System.nanoTime() - ended);
        LOG.atInfo()
                .addKeyValue("repeats", load.repeats())
                .addKeyValue("acceptedAfterMillis", millis(accepted - ended))
                .addKeyValue("settledAfterMillis", settled.toMillis())
                .addKeyValue("resentInAll", scene.exchange().desk().resent())
                .log("nothing lost");
        assertThat(settled).as("until all was delivered").isLessThan(RECOVERY);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    /** The same in every run with that seed, another for each test. */
    private static Random random(int test) {
        LOG.atInfo().addKeyValue("seed", Seeds.first()).log("schedule");
        return new Random(Seeds.first() + test);
    }
}
