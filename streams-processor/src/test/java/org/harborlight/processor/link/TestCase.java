package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.harborlight.processor.enrich.Enricher;
import org.harborlight.processor.enrich.Geolocation;
import org.harborlight.processor.route.CaseIdentity;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseSnapshot;
import org.harborlight.processor.route.DeliveryComposer;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestGateway;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/** One case without a topology: notices join it one after the other as the link stage does it, on values alone. */
public final class TestCase {
    private static final String CASE_KEY = "case-key";
    private static final SingleObject<AcceptedNotice> ACCEPTED = SingleObject.of(AcceptedNotice.class);
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);

    private final TestExchange exchange;
    private final TestGateway gateway;
    private final PacedLinker linker;
    private final Lane lane = Lane.STANDARD;
    private final CaseCodec codec = new CaseCodec(lane, org.harborlight.schemas.codec.WriterSchemas.none());
    private final Enricher enricher = new Enricher(Geolocation.none());
    private CaseFile file;
    private long offset;

    public TestCase(TestExchange exchange, IncidentNotice first) {
        this(exchange, first, VersionCap.defaults());
    }

    TestCase(TestExchange exchange, IncidentNotice first, VersionCap cap) {
        LaneBounds bounds = LaneBounds.defaults().with(cap);
        Dispatcher dispatcher = new Dispatcher(
                new DeliveryComposer(exchange.identifiers, bounds.snapshotBytes()),
                new EnvelopeSigner(exchange.deliveryKey));
        this.exchange = exchange;
        this.gateway = new TestGateway(exchange);
        this.linker =
                new PacedLinker(new CaseLinker(dispatcher), new CaseReleasing(dispatcher), bounds, new DigestCounts());
        this.file = CaseFile.opening(CASE_KEY, new CaseIdentity("case-1", lane, first.getTest(), TestExchange.NOW));
    }

    /** Opens a case with the notice. */
    public static Joined open(TestExchange exchange, IncidentNotice notice) {
        return new TestCase(exchange, notice).join(notice);
    }

    /** A case with the notice in it, as it is routed. */
    public static CaseSnapshot snapshot(TestExchange exchange, IncidentNotice notice) {
        TestCase opened = new TestCase(exchange, notice);
        opened.join(notice);
        return opened.file.snapshot();
    }

    /** Routes the case with the notice in it; what is stored is read again, as the stage does. */
    public Joined join(IncidentNotice notice) {
        RoutingSnapshot routing = exchange.snapshot();
        Verdicts verdicts = new Verdicts(lane, routing.directory().head(), TestExchange.NOW);
        CaseChange change = linker.join(file, new Arrival(enriched(notice, routing), null, false), routing, verdicts);
        CaseFile after = change.file();
        Outcome outcome = change.outcome();
        if (after == null || outcome == null) {
            throw new AssertionError("a notice that joins changes its case and has an outcome");
        }
        file = codec.read(CASE_KEY, codec.write(after), after.snapshot().notices());
        TreeMap<String, Delivery> deliveries = new TreeMap<>();
        change.dispatches().stream()
                .map(dispatch ->
                        DELIVERIES.decode(Bytes.copy(dispatch.envelope().getPayload())))
                .forEach(delivery -> deliveries.put(delivery.getPartnerId(), delivery));
        return new Joined(outcome, deliveries);
    }

    private CaseNotice enriched(IncidentNotice notice, RoutingSnapshot routing) {
        AcceptedNotice accepted = gateway.accept(notice, lane, TestExchange.NOW);
        Origin origin = new Origin(Topics.notices(lane), 0, offset++);
        CaseNotice bare = codec.notice(
                0, ByteBuffer.wrap(ACCEPTED.encode(accepted)), origin, List.of(), CaseNotice.Standing.BARE);
        return new CaseNotice(
                0,
                bare.accepted(),
                bare.notice(),
                bare.origin(),
                origin,
                enricher.facts(bare.notice(), accepted.getAcceptedAt(), routing.directory()),
                bare.standing());
    }
}
