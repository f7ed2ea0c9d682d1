package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under load one processor becomes three and one again, each with a standby of every store elsewhere: two join, one is
 * killed and its standbys take its place, one is told to stop.
 */
@Tag("faults")
final class ScalingIT {
    private static final Logger LOG = LoggerFactory.getLogger(ScalingIT.class);
    private static final SeparateServices.Instances INSTANCES = new SeparateServices.Instances(1, 3, 1);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NOTICES = 200;
    private static final int INSTANCE_COUNT = 3;

    private KillableExchange exchange;
    private NothingLost books;
    private List<ServiceProcess> processors;

    @BeforeEach
    void startOne(@TempDir Path folder) throws IOException {
        exchange = new KillableExchange(folder.resolve("data"), INSTANCES);
        books = new NothingLost(exchange);
        processors = exchange.services().processors();
        processors.forEach(ServiceProcess::close);
        for (int processor = 1; processor <= INSTANCE_COUNT; processor++) {
            Files.writeString(
                    exchange.configuration(processor), "kafka.num.standby.replicas=1\n", StandardOpenOption.APPEND);
        }
        processors.getFirst().start().awaitReady();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void shouldLoseNothingWhenOneBecomesThreeAndOneAgain() throws Exception {
        underLoad(1, "two join", () -> {
            processors.subList(1, INSTANCE_COUNT).forEach(ServiceProcess::start);
            processors.forEach(ServiceProcess::awaitReady);
        });
        await("every store has a standby")
                .atMost(PATIENCE)
                // A store that is at work deletes files while they are counted.
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(copies())
                        .isNotEmpty()
                        .allSatisfy((_, count) -> assertThat(count).isGreaterThan(1)));
        underLoad(2, "one is killed", () -> processors.getLast().kill());
        underLoad(3, "one is told to stop", () -> processors.get(1).close());
    }

    private void underLoad(long seed, String what, Runnable change) throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, seed, COUNTRIES)) {
            SteadyLoad.Running running = load.begin(NOTICES);
            Passing.of(Duration.ofSeconds(1));
            long began = System.nanoTime();
            change.run();
            long changed = System.nanoTime();
            running.await();
            books.assertWith(running);
            LOG.atInfo()
                    .addKeyValue("what", what)
                    .addKeyValue("changedAfterMillis", (changed - began) / 1_000_000)
                    .addKeyValue("settledAfterMillis", (System.nanoTime() - began) / 1_000_000)
                    .log("nothing lost");
        }
    }

    /** In how many instances' folders each store of each task stands. */
    private Map<String, Integer> copies() throws IOException {
        Map<String, Integer> copies = new HashMap<>();
        for (int processor = 1; processor <= INSTANCE_COUNT; processor++) {
            Path stores = exchange.stores(processor);
            try (Stream<Path> found = Files.walk(stores)) {
                found.filter(path -> path.resolveSibling("").endsWith("rocksdb"))
                        .map(path -> stores.relativize(path).toString())
                        .forEach(store -> copies.merge(store, 1, Integer::sum));
            }
        }
        return copies;
    }
}
