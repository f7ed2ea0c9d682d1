package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.harborlight.standalone.runtime.SeparateServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On three brokers, leaders and replicas of all partitions, Kafka's own too, are moved again and again under load. */
@Tag("faults")
final class LeadersIT {
    private static final Logger LOG = LoggerFactory.getLogger(LeadersIT.class);
    private static final int NOTICES = 500;
    private static final int ROUNDS = 8;
    private static final int BROKERS = 3;

    private KillableExchange exchange;

    @BeforeEach
    void start(@TempDir Path folder) {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH, BROKERS);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void shouldLoseNothingWhenLeadersAreMovedAgainAndAgain() throws Exception {
        List<Integer> brokers =
                exchange.brokers().stream().map(BrokerProcess::id).toList();
        long seed = Seeds.first();
        LOG.atInfo().addKeyValue("seed", seed).log("schedule");
        try (ClusterView cluster = new ClusterView(exchange.kafka(), BROKERS);
                SteadyLoad load = new SteadyLoad(exchange, seed, List.of("IE", "DE", "NL"))) {
            LeaderMoves moves = new LeaderMoves(cluster, brokers, seed);
            AnswerTally answers = load.tally();
            SteadyLoad.Running running = load.begin(NOTICES);
            for (int round = 1; round < ROUNDS; round++) {
                Passing.of(Duration.ofSeconds(1));
                report(moves.round());
            }
            report(moves.lastRound());
            running.await();
            Duration inSync = cluster.awaitInSync();
            new NothingLost(exchange).assertWith(running);
            LOG.atInfo()
                    .addKeyValue("repeats", load.repeats())
                    .addKeyValue("answers", answers.counts())
                    .addKeyValue("slowestAnswerMillis", answers.slowest().toMillis())
                    .addKeyValue("inSyncAfterMillis", inSync.toMillis())
                    .log("nothing lost");
        }
    }

    private static void report(int moved) {
        LOG.atInfo().addKeyValue("partitions", moved).log("leaders moved");
        assertThat(moved).as("partitions that another broker leads").isPositive();
    }
}
