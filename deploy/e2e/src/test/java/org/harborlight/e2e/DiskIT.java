package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.SeparateServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three brokers, each with a small disk of its own. Under load each disk in turn fills up: its broker ends by itself, the
 * two others go on, and once there is room and it was started again it catches up.
 */
@Tag("faults")
final class DiskIT {
    private static final Logger LOG = LoggerFactory.getLogger(DiskIT.class);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final int NOTICES = 120;
    private static final int BROKERS = 3;
    private static final int MEGABYTES = 256;
    private static final Duration UNTIL_IT_ENDS = Duration.ofMinutes(1);

    private final Closing closing = new Closing();
    private List<SmallDisk> disks;
    private KillableExchange exchange;
    private ClusterView cluster;
    private NothingLost books;

    @BeforeEach
    void start(@TempDir Path folder) {
        Needs.nothingMissing(SmallDisk.missing(folder.resolve("probe")));
        disks = IntStream.rangeClosed(1, BROKERS)
                .mapToObj(id -> closing.add("disk", SmallDisk.mount(folder.resolve("disk-" + id), MEGABYTES)))
                .toList();
        exchange = closing.add(
                "exchange",
                new KillableExchange(
                        folder.resolve("data"),
                        SeparateServices.Instances.ONE_EACH,
                        Optional.of(BrokerSites.on(disks, folder.resolve("brokers")))));
        cluster = closing.add("view", new ClusterView(exchange.kafka(), BROKERS));
        books = new NothingLost(exchange);
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldGoOnWhenADiskIsFullAndCatchUpOnceThereIsRoom() throws Exception {
        for (BrokerProcess broker : exchange.brokers()) {
            SmallDisk disk = disks.get(broker.id() - 1);
            try (SteadyLoad load = new SteadyLoad(exchange, Seeds.first() + broker.id(), COUNTRIES)) {
                SteadyLoad.Running running = load.begin(NOTICES);
                Passing.of(Duration.ofSeconds(1));
                long ended = fill(disk, broker);
                running.await();
                long accepted = System.nanoTime();
                books.assertWith(running);
                LOG.atInfo()
                        .addKeyValue("repeats", load.repeats())
                        .addKeyValue("acceptedAfterMillis", (accepted - ended) / 1_000_000)
                        .addKeyValue("settledAfterMillis", (System.nanoTime() - ended) / 1_000_000)
                        .log("went on with two");
                repair(disk, broker);
            }
        }
        try (SteadyLoad load = new SteadyLoad(exchange, Seeds.first(), COUNTRIES)) {
            SteadyLoad.Running running = load.begin(NOTICES);
            running.await();
            books.assertWith(running);
        }
    }

    /** Returns when its broker has ended. */
    private static long fill(SmallDisk disk, BrokerProcess broker) throws InterruptedException {
        long used = disk.used();
        disk.fill();
        long full = System.nanoTime();
        assertThat(broker.awaitEnd(UNTIL_IT_ENDS))
                .as("exit code of a broker without room")
                .isEqualTo(1);
        long ended = System.nanoTime();
        LOG.atInfo()
                .addKeyValue("seed", Seeds.first())
                .addKeyValue("broker", broker.id())
                .addKeyValue("usedBeforeKib", used / 1024)
                .addKeyValue("endedAfterMillis", (ended - full) / 1_000_000)
                .log("disk full");
        return ended;
    }

    private void repair(SmallDisk disk, BrokerProcess broker) {
        disk.makeRoom();
        long began = System.nanoTime();
        broker.start();
        broker.awaitReady();
        long ready = System.nanoTime();
        cluster.awaitInSync();
        LOG.atInfo()
                .addKeyValue("broker", broker.id())
                .addKeyValue("readyAfterMillis", (ready - began) / 1_000_000)
                .addKeyValue("inSyncAfterMillis", (System.nanoTime() - began) / 1_000_000)
                .log("caught up");
    }
}
