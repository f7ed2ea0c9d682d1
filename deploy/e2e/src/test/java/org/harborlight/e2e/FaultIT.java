package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.harborlight.standalone.runtime.BalanceText;
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
 * Services are killed under load and started again; the books are the oracle. The moments of the kills follow from a
 * seed, which is printed: set {@code harborlight.seed} to replay it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int NOTICES = 120;
    private static final int KILLS = 2;

    private final long seed = Long.getLong("harborlight.seed", 20261124L);
    private final SplittableRandom random = new SplittableRandom(seed);
    private KillableExchange exchange;

    @BeforeAll
    void start(@TempDir Path folder) {
        LOG.atInfo().addKeyValue("seed", seed).log("kill schedules");
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH);
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @Test
    void shouldLoseNothingWhenTheGatewayIsKilledUnderLoad() throws Exception {
        killUnderLoad(exchange.services().gateways().getFirst());
    }

    @Test
    void shouldLoseNothingWhenTheProcessorIsKilledUnderLoad() throws Exception {
        killUnderLoad(exchange.services().processors().getFirst());
    }

    @Test
    void shouldLoseNothingWhenTheConnectorIsKilledUnderLoad() throws Exception {
        killUnderLoad(exchange.services().connectors().getFirst());
    }

    private void killUnderLoad(ServiceProcess victim) throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, random.nextLong(), List.of("IE", "DE", "NL"))) {
            SteadyLoad.Running running = load.begin(NOTICES);
            for (int kill = 0; kill < KILLS; kill++) {
                after(Duration.ofMillis(random.nextInt(300, 2_500)));
                victim.kill();
                victim.start();
                victim.awaitReady();
            }
            running.await();
            JsonNode balance = awaitSettled();
            LOG.atInfo()
                    .addKeyValue("repeats", load.repeats())
                    .addKeyValue("resent", exchange.desk().resent())
                    .log("killed and recovered");
            assertNothingLost(Set.copyOf(running.noticeIds()), balance);
        }
    }

    /** Lets the load run for so long. */
    private static void after(Duration time) {
        long due = System.nanoTime() + time.toNanos();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() >= due);
    }

    private JsonNode awaitSettled() {
        return await("the books settle")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> exchange.balance().body(),
                        books -> BalanceText.settled(books) && BalanceText.exact(books));
    }

    private void assertNothingLost(Set<String> accepted, JsonNode balance) {
        Map<String, Long> firstVerdicts = exchange.outcomes().stream()
                .filter(outcome -> outcome.getVerdict() != Verdict.REPLAYED)
                .collect(Collectors.groupingBy(Outcome::getNoticeId, Collectors.counting()));
        assertThat(firstVerdicts).as("one first verdict a notice").containsKeys(accepted.toArray(String[]::new));
        assertThat(firstVerdicts.values()).containsOnly(1L);
        assertThat(exchange.desk().notices()).as("notices the desk was told of").containsAll(accepted);
        assertThat(exchange.desk().contradictory())
                .as("one content a delivery id")
                .isEmpty();
        assertThat(exchange.desk().refusals()).isEmpty();
        JsonNode deliveries = balance.path("deliveries");
        assertThat(deliveries.path("receipted").asLong())
                .as("every delivery receipted")
                .isEqualTo(deliveries.path("total").asLong())
                .isEqualTo(exchange.desk().deliveries());
        assertThat(balance.path("problems")).isEmpty();
    }
}
