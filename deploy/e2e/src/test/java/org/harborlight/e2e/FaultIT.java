package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gateway, processor, connector and broker are killed and paused under load, in every other schedule with a partner that
 * answers badly too; the books are the oracle, and the desk, which keeps what it got. Each schedule follows from a seed that is its name: {@code -Dharborlight.seed=N
 * -Dharborlight.faults=1} replays it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultIT {
    private static final Logger LOG = LoggerFactory.getLogger(FaultIT.class);
    private static final List<String> TARGETS = List.of("gateway", "processor", "connector", "broker");
    private static final int NOTICES = 40;
    private static final int REPEATED = 5;
    private static final long LOST_STATE = 26;

    private final Map<String, Victim> victims = new LinkedHashMap<>();
    private KillableExchange exchange;
    private Path lost = Path.of("");
    private NothingLost books;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH, 1);
        books = new NothingLost(exchange);
        lost = folder.resolve("lost-state");
        Iterator<String> targets = TARGETS.iterator();
        victims.put(targets.next(), Victim.of(exchange.services().gateways().getFirst()));
        victims.put(targets.next(), Victim.of(exchange.services().processors().getFirst()));
        victims.put(targets.next(), Victim.of(exchange.services().connectors().getFirst()));
        victims.put(targets.next(), exchange.brokers().getFirst());
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    static LongStream seeds() {
        return FaultSchedule.spread(Seeds.all(), Integer.getInteger("harborlight.faults", 1), TARGETS);
    }

    /** Made again from the changelogs; what is judged is not judged anew. */
    @Test
    void shouldMakeItsStoresAgainWhenTheProcessorsFolderIsLost() throws Exception {
        ServiceProcess processor = exchange.services().processors().getFirst();
        try (SteadyLoad load = new SteadyLoad(exchange, LOST_STATE, List.of("IE", "DE", "NL"))) {
            SteadyLoad.Running running = load.begin(NOTICES / 2);
            processor.stop();
            Files.move(exchange.stores(1), lost);
            processor.start().awaitReady();
            running.await();
            books.assertWith(running);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldLoseNothingWhateverHappensToAProcess(long seed) throws Exception {
        FaultSchedule schedule = FaultSchedule.of(seed, TARGETS);
        LOG.atInfo()
                .addKeyValue("seed", seed)
                .addKeyValue("faults", schedule.faults())
                .addKeyValue("moody", schedule.moody())
                .log("schedule");
        exchange.deskBehind(desk -> schedule.moody() ? new MoodyPartner(desk, schedule.load()) : desk);
        try (SteadyLoad load = new SteadyLoad(exchange, schedule.load(), List.of("IE", "DE", "NL"))) {
            SteadyLoad.Running running = load.beginMixed(NOTICES);
            for (Fault fault : schedule.faults()) {
                Passing.of(fault.after());
                long began = System.nanoTime();
                Objects.requireNonNull(victims.get(fault.target())).suffer(fault);
                LOG.atInfo()
                        .addKeyValue("target", fault.target())
                        .addKeyValue("kind", fault.kind())
                        .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
                        .log("ready again");
            }
            running.await();
            List<String> some = running.noticeIds().subList(0, REPEATED);
            load.repeat(some);
            books.assertWith(running);
            assertSameReceipts(load, some);
            LOG.atInfo()
                    .addKeyValue("repeats", load.repeats())
                    .addKeyValue("resentInAll", exchange.desk().resent())
                    .log("nothing lost");
        }
    }

    /** However often it was sent, to whichever gateway process: one receipt id, and the first acceptance on record. */
    private void assertSameReceipts(SteadyLoad load, List<String> noticeIds) {
        Map<String, List<Outcome>> outcomes =
                exchange.outcomes().stream().collect(Collectors.groupingBy(Outcome::getNoticeId));
        for (String noticeId : noticeIds) {
            List<Outcome> ofNotice = outcomes.getOrDefault(noticeId, List.of());
            assertThat(ofNotice)
                    .as(noticeId)
                    .extracting(Outcome::getReceiptId)
                    .hasSameElementsAs(load.receiptIds(noticeId));
            assertThat(load.receiptIds(noticeId)).as(noticeId).hasSize(1);
            assertThat(ofNotice)
                    .filteredOn(outcome -> outcome.getVerdict() != Verdict.REPLAYED)
                    .singleElement()
                    .extracting(outcome -> outcome.getOrigin().getOffset())
                    .isEqualTo(ofNotice.stream()
                            .map(outcome -> outcome.getOrigin().getOffset())
                            .min(Long::compare)
                            .orElseThrow());
            assertThat(ofNotice).as("its repeats").hasSizeGreaterThan(1);
        }
    }
}
