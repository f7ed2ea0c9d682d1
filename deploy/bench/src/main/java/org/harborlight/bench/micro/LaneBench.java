package org.harborlight.bench.micro;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.harborlight.processor.enrich.Enricher;
import org.harborlight.processor.enrich.Geolocation;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.processor.route.CaseSnapshot;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.runtime.TemporaryFolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The steps of a lane without a broker. {@code admit} is a repeat, which ends there, and {@code lane} a new notice through
 * all stages: the test driver commits and writes a checkpoint after each record, so both say what that costs and compare
 * only with themselves. {@code link} is a notice that opens a case with four deliveries, on values alone; it begins with
 * the signature of an acceptance receipt.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LaneBench {
    private static final List<String> DESKS = List.of("police-ie", "police-de", "hotline-ie", "hotline-nl");

    private final TestExchange exchange = TestExchange.standard();
    private final IncidentNotice notice = TestNotices.extortion().build();
    private final Enricher enricher = new Enricher(Geolocation.none());
    private final RoutingSnapshot routing = exchange.snapshot();
    private final CaseSnapshot snapshot = TestCase.snapshot(exchange, notice);
    private final TemporaryFolder stores = TemporaryFolder.make("harborlight-lane-bench-");
    private final LaneDriver lane;
    private final AcceptedNotice known;
    private final byte[] repeat;

    public LaneBench() {
        lane = new LaneDriver(
                Lane.STANDARD,
                exchange,
                stores.path(),
                LaneBounds.defaults().with(VersionCap.defaults().of(Integer.MAX_VALUE)));
        known = lane.accept(notice);
        repeat = lane.encode(known);
    }

    @Setup(Level.Iteration)
    public void forget() {
        drain();
    }

    @TearDown
    public void close() throws IOException {
        lane.close();
        stores.close();
    }

    @Benchmark
    public List<Outcome> admit() {
        lane.pipe(Topics.notices(Lane.STANDARD), known.getReference(), repeat);
        return lane.outcomes();
    }

    @Benchmark
    public List<Outcome> lane() {
        lane.accept(IncidentNotice.newBuilder(notice)
                .setNoticeId(UUID.randomUUID().toString())
                .setIncidentKey(UUID.randomUUID().toString())
                .build());
        return drain();
    }

    @Benchmark
    public Joined link() {
        return TestCase.open(exchange, notice);
    }

    @Benchmark
    public List<Fact> enrich() {
        return enricher.facts(notice, TestExchange.NOW, routing.directory());
    }

    @Benchmark
    public RoutingDecision route() {
        return Router.route(snapshot, routing);
    }

    private List<Outcome> drain() {
        DESKS.forEach(desk -> lane.raw(Topics.deliveries(desk, Lane.STANDARD)));
        lane.raw(Topics.DELIVERY_STATE);
        lane.raw(Topics.references(Lane.STANDARD));
        lane.raw(Topics.holders(Lane.STANDARD));
        return lane.outcomes();
    }
}
