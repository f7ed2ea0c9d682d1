package org.harborlight.e2e;

import java.nio.file.Path;
import java.util.List;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of a processor are deleted, damaged or put back from an older copy while it does not run: it restores them,
 * and the books are exact. Between the copy and the end there was load, so that an old copy lacks something.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StateFolderIT {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolderIT.class);
    private static final int NOTICES = 20;

    @TempDir
    Path copies;

    private KillableExchange exchange;
    private NothingLost books;
    private ServiceProcess processor;
    private long loads;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH);
        books = new NothingLost(exchange);
        processor = exchange.services().processors().getFirst();
        load();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @EnumSource(StoreDamage.class)
    void shouldRestoreAndKeepExactBooksWhenStoresAreNotWhatTheyWere(StoreDamage damage) throws Exception {
        Path earlier = copies.resolve(damage.name());
        processor.close();
        StoreDamage.copy(exchange.stores(1), earlier);
        begin();
        load();

        processor.close();
        damage.afflict(exchange.stores(1), earlier);
        long millis = begin();
        load();
        LOG.atInfo()
                .addKeyValue("damage", damage)
                .addKeyValue("readyAfterMillis", millis)
                .log("restored");
    }

    private long begin() {
        long began = System.nanoTime();
        processor.start();
        processor.awaitReady();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private void load() throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, ++loads, List.of("IE", "DE", "NL"))) {
            SteadyLoad.Running running = load.begin(NOTICES);
            running.await();
            books.assertWith(running);
        }
    }
}
