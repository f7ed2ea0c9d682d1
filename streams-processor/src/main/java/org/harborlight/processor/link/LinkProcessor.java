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
import org.harborlight.processor.state.MovedStanding;
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
    private final CaseUnlinking unlinking;
    private final CaseAdoption adoption;
    private final CaseCodec codec;
    private final SingleObject<AdmittedNotice> admittedFormat;
    private final String holders;
    private @Nullable Desk desk;

    public LinkProcessor(LaneContext lane, Identifiers identifiers, Enricher enricher, EnvelopeSigner signer) {
        Dispatcher dispatcher =
                new Dispatcher(new DeliveryComposer(identifiers, lane.bounds().snapshotBytes()), signer);
        this.lane = lane;
        this.holders = Topics.holders(Lanes.other(lane.lane()));
        this.identifiers = identifiers;
        this.enricher = enricher;
        this.releasing = new CaseReleasing(dispatcher);
        this.linker = new PacedLinker(new CaseLinker(dispatcher), releasing, lane.bounds(), lane.counts());
        this.withdrawal = new CaseWithdrawal(dispatcher);
        this.answering = new CaseAnswering(dispatcher);
        this.unlinking = new CaseUnlinking(dispatcher);
        this.adoption = new CaseAdoption(dispatcher, releasing);
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
            Departures departures,
            VerifiedClock clock,
            CommitPace pace) {}

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        CaseCabinet cabinet = new CaseCabinet(context, codec, lane, identifiers);
        CaseExits exits = new CaseExits(new Exits(context, lane.formats(), SINKS), lane.formats(), cabinet);
        AnswerDesk answers =
                new AnswerDesk(lane, answering, cabinet, new Consequences(lane, releasing, exits), identifiers);
        Departures departures = new Departures(context, lane.formats(), codec);
        OrderDesk orders = new OrderDesk(lane, new OrderDesk.Hands(releasing, unlinking), cabinet, exits, departures);
        Desk ready = new Desk(
                context, cabinet, exits, answers, orders, departures, new VerifiedClock(), CommitPace.of(context));
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
        } else if (topic.equals(holders)) {
            ready.answers().takeHolders(record, ready.context().currentSystemTimeMs());
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
        Optional<CaseChange> change;
        Arrival arrival;
        try {
            if (!RecordBounds.areShort(record.key())) {
                throw new DecodeException(DecodeException.LIMIT_EXCEEDED);
            }
            AdmittedNotice admitted = admitted(record.value());
            MovedStanding moved = admitted.getMoved();
            arrival =
                    moved == null ? arrival(admitted, routing) : new Arrival(codec.read(admitted, moved), null, false);
            change = moved == null
                    ? decide(ready, record.key(), arrival, routing, verdicts)
                    : Optional.of(adopt(ready, record.key(), arrival, moved, routing, verdicts));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            deadLetter(ready, record, verdicts, poison);
            return;
        }
        AcceptedNotice accepted = arrival.notice().accepted();
        ready.clock().saw(accepted.getAcceptedAt());
        change.ifPresentOrElse(
                known -> ready.exits().carryOut(known, accepted.getAcceptedAt()),
                () -> ready.departures().sendAfter(accepted.getReference(), record));
    }

    private AdmittedNotice admitted(Parcel parcel) {
        AdmittedNotice admitted = admittedFormat.decode(Objects.requireNonNull(parcel.bytes()));
        if (admitted.getAccepted().remaining() > Topics.MAX_RECORD_BYTES) {
            throw new DecodeException(DecodeException.LIMIT_EXCEEDED);
        }
        return admitted;
    }

    private Arrival arrival(AdmittedNotice admitted, RoutingSnapshot routing) {
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

    /** Empty where its incident has left the case, and it follows. */
    private Optional<CaseChange> decide(
            Desk ready, String caseKey, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts) {
        boolean whole = arrival.redriven() || arrival.isRetraction();
        CaseFile file = (whole
                        ? ready.cabinet().findWhole(caseKey)
                        : ready.cabinet().find(caseKey))
                .orElseGet(() -> opening(ready, caseKey, arrival));
        if (file.left().contains(arrival.notice().accepted().getReference())) {
            return Optional.empty();
        }
        if (arrival.redriven() && arrival.isIn(file)) {
            return Optional.of(CaseChange.replayed(verdicts.replayed(arrival.notice(), file)));
        }
        if (arrival.isRetraction()) {
            return Optional.of(
                    withTheRest(file, withdrawal.withdraw(file, arrival, routing, verdicts), routing, verdicts));
        }
        CaseFile newest = whole ? ready.cabinet().find(caseKey).orElse(file) : file;
        return Optional.of(linker.join(newest, arrival, routing, verdicts));
    }

    /** Its notices come one by one; with the last of them the case goes out whole. */
    private CaseChange adopt(
            Desk ready,
            String caseKey,
            Arrival arrival,
            MovedStanding moved,
            RoutingSnapshot routing,
            Verdicts verdicts) {
        CaseFile file = (moved.getLast()
                        ? ready.cabinet().findWhole(caseKey)
                        : ready.cabinet().find(caseKey))
                .orElseGet(() -> opening(ready, caseKey, arrival));
        return adoption.adopt(file, arrival.notice(), moved, routing, verdicts);
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
        return ready.cabinet().complete(CaseFile.opening(caseKey, identity));
    }

    /** Exactly one outcome, of the notice's record where that can be told, unless it has its verdict; the lane goes on. */
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
                        remains.decided() ? null : verdicts.unread(accepted, origin, remains.reason()));
    }

    private void sweep(Desk ready, long wallClockMs) {
        Instant now = ready.clock().now(wallClockMs);
        Verdicts verdicts =
                new Verdicts(lane.lane(), lane.routing().get().directory().head(), Instant.ofEpochMilli(wallClockMs));
        CaseCabinet.Forgotten forgotten =
                ready.cabinet().sweep(now, lane.bounds().sweep().batch());
        forgotten
                .stillHeld()
                .forEach(notice -> ready.exits()
                        .close(verdicts.closed(
                                notice.submitterId(), notice.noticeId(), notice.source(), Verdicts.EXPIRED)));
        forgotten.told().forEach(ready.exits()::forget);
    }
}
