package org.harborlight.processor.link;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.enrich.Enricher;
import org.harborlight.processor.error.DeadLetters;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.processor.pace.CommitPace;
import org.harborlight.processor.route.CaseIdentity;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.DeliveryComposer;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Second stage of a lane, per case key: joins a notice to its case, enriches, routes, and emits what follows. Decides
 * first, on values, and stores and forwards afterwards, in one transaction. Looks after held cases when directory or
 * topics change or operators order it, sends the digests that are due, and forgets what is due. Used by the stream thread of one task.
 */
public final class LinkProcessor implements Processor<String, Parcel, String, Parcel> {
    private static final Logger LOG = LoggerFactory.getLogger(LinkProcessor.class);
    private static final Exits.Sinks SINKS =
            new Exits.Sinks(Nodes.LINK_OUTCOMES, Nodes.LINK_DEAD_LETTERS, Nodes.LINK_HELD_CHANGES);

    private final LaneContext lane;
    private final Identifiers identifiers;
    private final Enricher enricher;
    private final PacedLinker linker;
    private final CaseReleasing releasing;
    private final CaseWithdrawal withdrawal;
    private final CaseAnswering answering;
    private final CaseCodec codec;
    private final SingleObject<AdmittedNotice> admittedFormat;
    private @Nullable Desk desk;

    public LinkProcessor(LaneContext lane, Identifiers identifiers, Enricher enricher, EnvelopeSigner signer) {
        Dispatcher dispatcher =
                new Dispatcher(new DeliveryComposer(identifiers, lane.bounds().snapshotBytes()), signer);
        this.lane = lane;
        this.identifiers = identifiers;
        this.enricher = enricher;
        this.releasing = new CaseReleasing(dispatcher);
        this.linker = new PacedLinker(new CaseLinker(dispatcher), releasing, lane.bounds(), lane.counts());
        this.withdrawal = new CaseWithdrawal(dispatcher);
        this.answering = new CaseAnswering(dispatcher);
        this.codec = new CaseCodec(lane.lane(), lane.formats().writers());
        this.admittedFormat =
                SingleObject.of(AdmittedNotice.class, lane.formats().writers());
    }

    /** What init prepares for one task. */
    private record Desk(
            ProcessorContext<String, Parcel> context,
            CaseCabinet cabinet,
            CaseExits exits,
            AnswerDesk answers,
            OrderDesk orders,
            VerifiedClock clock,
            CommitPace pace) {}

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        CaseCabinet cabinet = new CaseCabinet(context, codec, lane.bounds());
        CaseExits exits = new CaseExits(new Exits(context, lane.formats(), SINKS), lane.formats(), cabinet);
        AnswerDesk answers = new AnswerDesk(lane, answering, releasing, cabinet, exits);
        OrderDesk orders = new OrderDesk(lane, releasing, cabinet, exits);
        Desk ready = new Desk(context, cabinet, exits, answers, orders, new VerifiedClock(), CommitPace.of(context));
        HeldReview review = new HeldReview(lane, releasing, cabinet, exits);
        DigestDesk digests = new DigestDesk(lane, releasing, cabinet, exits);
        context.schedule(lane.bounds().review().interval(), PunctuationType.WALL_CLOCK_TIME, review::run);
        context.schedule(lane.bounds().review().interval(), PunctuationType.WALL_CLOCK_TIME, answers::sweep);
        context.schedule(lane.bounds().review().interval(), PunctuationType.WALL_CLOCK_TIME, digests::run);
        context.schedule(lane.bounds().sweep().interval(), PunctuationType.WALL_CLOCK_TIME, now -> sweep(ready, now));
        desk = ready;
    }

    @Override
    public void process(Record<String, Parcel> record) {
        Desk ready = Objects.requireNonNull(desk);
        ready.pace().after(record);
        String topic = ready.context().recordMetadata().orElseThrow().topic();
        if (topic.endsWith(Nodes.ORDERS_TOPIC)) {
            ready.orders().take(record, ready.context().currentSystemTimeMs());
        } else if (topic.endsWith(Nodes.ANSWERS_TOPIC)) {
            ready.answers().take(record, ready.context().currentSystemTimeMs());
        } else {
            link(ready, record);
        }
    }

    private void link(Desk ready, Record<String, Parcel> record) {
        RoutingSnapshot routing = lane.routing().get();
        Verdicts verdicts = new Verdicts(
                lane.lane(),
                routing.directory().head(),
                Instant.ofEpochMilli(ready.context().currentSystemTimeMs()));
        CaseChange change;
        Instant acceptedAt;
        try {
            if (!RecordBounds.areShort(record.key())) {
                throw new DecodeException(DecodeException.LIMIT_EXCEEDED);
            }
            Arrival arrival = arrival(record.value(), routing);
            acceptedAt = arrival.notice().accepted().getAcceptedAt();
            change = decide(ready, record.key(), arrival, routing, verdicts);
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            deadLetter(ready, record, verdicts, poison);
            return;
        }
        ready.clock().saw(acceptedAt);
        ready.exits().carryOut(change, acceptedAt);
    }

    private Arrival arrival(Parcel parcel, RoutingSnapshot routing) {
        AdmittedNotice admitted = admittedFormat.decode(Objects.requireNonNull(parcel.bytes()));
        if (admitted.getAccepted().remaining() > Topics.MAX_RECORD_BYTES) {
            throw new DecodeException(DecodeException.LIMIT_EXCEEDED);
        }
        Origin origin = new Origin(admitted.getTopic(), admitted.getPartition(), admitted.getOffset());
        CaseNotice bare = codec.notice(0, admitted.getAccepted(), origin, List.of(), CaseNotice.Standing.BARE);
        if (!Verdicts.canBe(bare.accepted())) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        CaseNotice enriched = new CaseNotice(
                0,
                bare.accepted(),
                bare.notice(),
                bare.origin(),
                origin,
                enricher.facts(bare.notice(), bare.accepted().getAcceptedAt(), routing.directory()),
                bare.standing());
        return new Arrival(enriched, CaseCodec.link(admitted.getLink()), admitted.getRedriven());
    }

    private CaseChange decide(Desk ready, String caseKey, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts) {
        if (arrival.redriven()) {
            Optional<CaseFile> having = ready.cabinet().findWhole(caseKey).filter(arrival::isIn);
            if (having.isPresent()) {
                return CaseChange.replayed(verdicts.replayed(arrival.notice(), having.get()));
            }
        }
        if (arrival.isRetraction()) {
            CaseFile whole = ready.cabinet().findWhole(caseKey).orElseGet(() -> opening(ready, caseKey, arrival));
            return withTheRest(whole, withdrawal.withdraw(whole, arrival, routing, verdicts), routing, verdicts);
        }
        CaseFile file = ready.cabinet().find(caseKey).orElseGet(() -> opening(ready, caseKey, arrival));
        return linker.join(file, arrival, routing, verdicts);
    }

    /** Whatever makes a version takes along what waits for the digest. */
    private CaseChange withTheRest(CaseFile before, CaseChange change, RoutingSnapshot routing, Verdicts verdicts) {
        return change.dispatches().isEmpty()
                ? change
                : change.then(releasing.digest(change.fileAfter(before), routing, verdicts));
    }

    private CaseFile opening(Desk ready, String caseKey, Arrival arrival) {
        CaseIdentity identity = new CaseIdentity(
                identifiers.caseId(caseKey),
                lane.lane(),
                arrival.isTest(),
                arrival.notice().accepted().getAcceptedAt());
        return ready.cabinet().answered(CaseFile.opening(caseKey, identity));
    }

    /** Exactly one outcome, of the notice's record where that can be told, and the lane goes on. */
    private void deadLetter(Desk ready, Record<String, Parcel> record, Verdicts verdicts, RuntimeException poison) {
        Remains remains = Remains.of(
                record,
                ready.context().recordMetadata().orElseThrow(),
                lane.formats().writers());
        Origin origin = remains.origin();
        LOG.atError()
                .addKeyValue("topic", origin.getTopic())
                .addKeyValue("partition", origin.getPartition())
                .addKeyValue("offset", origin.getOffset())
                .addKeyValue("reason", remains.reason())
                .addKeyValue("error", poison.getClass().getName())
                .log(
                        remains.traced()
                                ? "alarm: admitted notice is dead-lettered"
                                : "alarm: internal record of unknown origin is dead-lettered");
        AcceptedNotice accepted = remains.accepted();
        byte @Nullable [] original = accepted == null
                ? record.value().bytes()
                : lane.formats().accepted().encode(accepted);
        ready.exits()
                .deadLetter(
                        DeadLetters.key(accepted == null ? record.key() : accepted.getReference()),
                        DeadLetters.letter(original, remains.reason(), origin, verdicts.decidedAt()),
                        verdicts.unread(accepted, origin, remains.reason()));
    }

    private void sweep(Desk ready, long wallClockMs) {
        Instant now = ready.clock().now(wallClockMs);
        Verdicts verdicts =
                new Verdicts(lane.lane(), lane.routing().get().directory().head(), Instant.ofEpochMilli(wallClockMs));
        ready.cabinet()
                .sweep(now, lane.bounds().sweep().batch())
                .forEach(notice -> ready.exits()
                        .close(verdicts.closed(
                                notice.submitterId(), notice.noticeId(), notice.source(), Verdicts.EXPIRED)));
    }
}
