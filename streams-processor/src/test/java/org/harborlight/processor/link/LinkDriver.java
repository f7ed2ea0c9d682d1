package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.enrich.Enricher;
import org.harborlight.processor.enrich.Geolocation;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.CaseAnswers;
import org.harborlight.processor.state.CaseState;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestGateway;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.CaseHolders;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.jspecify.annotations.Nullable;

/** The link stage by itself, with its stores in memory: quick enough for long stories. */
final class LinkDriver {
    private static final Lane LANE = Lane.STANDARD;
    private static final SingleObject<AcceptedNotice> ACCEPTED = SingleObject.of(AcceptedNotice.class);
    private static final SingleObject<AdmittedNotice> ADMITTED = SingleObject.of(AdmittedNotice.class);
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);

    private final MockProcessorContext<String, Parcel> context = new MockProcessorContext<>();
    private final LaneFormats formats = LaneFormats.of(new WireFormats(LaneDriver.registry()), LANE);
    private final TestGateway gateway;
    private final LinkProcessor link;
    private Instant now = TestExchange.NOW;
    private long offset;

    LinkDriver(TestExchange exchange, LaneBounds bounds) {
        this.gateway = new TestGateway(exchange);
        this.link = new LinkProcessor(
                new LaneContext(
                        LANE,
                        formats,
                        bounds,
                        exchange::snapshot,
                        ReceiptKeyPatience.blocking(Duration.ZERO),
                        new DigestCounts(),
                        exchange.commands()),
                exchange.identifiers,
                new Enricher(Geolocation.none()),
                new EnvelopeSigner(exchange.deliveryKey));
        store(Stores.CASES, StateSerde.of(CaseState.class, WriterSchemas.none()));
        store(Stores.CASE_NOTICES, StateSerde.of(StoredNotice.class, WriterSchemas.none()));
        store(Stores.CASE_ANSWERS, StateSerde.of(CaseAnswers.class, WriterSchemas.none()));
        store(Stores.OTHER_LANE_HOLDERS, StateSerde.of(CaseHolders.class, WriterSchemas.none()));
        store(Stores.CASE_IDS, Serdes.String());
        List.of(Stores.HELD_CASES, Stores.CASE_EXPIRY, Stores.CASE_ANSWERS_DUE, Stores.DIGESTS_DUE)
                .forEach(marks -> store(marks, Serdes.ByteArray()));
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        link.init(context);
    }

    private <T> void store(String name, Serde<T> values) {
        KeyValueStore<String, T> store = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    /** Accepts the notice now, as admit sends it to its case. */
    void admit(String caseKey, IncidentNotice notice, @Nullable LinkKind settled) {
        admit(caseKey, accepted(notice), settled);
    }

    AcceptedNotice accepted(IncidentNotice notice) {
        return gateway.accept(notice, LANE, now);
    }

    void admit(String caseKey, AcceptedNotice accepted, @Nullable LinkKind settled) {
        byte[] admitted = ADMITTED.encode(AdmittedNotice.newBuilder()
                .setAccepted(ByteBuffer.wrap(ACCEPTED.encode(accepted)))
                .setTopic(Topics.notices(LANE))
                .setPartition(0)
                .setOffset(offset)
                .setLink(settled == null ? null : settled.name())
                .build());
        context.setRecordMetadata("by-case-key-repartition", 0, offset++);
        link.process(new Record<>(caseKey, Parcel.of(admitted), now.toEpochMilli()));
    }

    /** Lets time pass; whoever is to be woken is woken once, at its end. */
    void advance(Duration time) {
        now = now.plus(time);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(now.toEpochMilli()));
    }

    List<Outcome> outcomes() {
        return forwarded(Nodes.LINK_OUTCOMES, parcel -> formats.outcomes().decode(bytes(parcel)));
    }

    List<HeldChange> heldChanges() {
        return forwarded(
                Nodes.LINK_HELD_CHANGES, parcel -> formats.heldChanges().decode(bytes(parcel)));
    }

    /** All so far, to all partners. */
    List<Delivery> deliveries() {
        return forwarded(
                Nodes.DELIVERIES,
                parcel -> DELIVERIES.decode(
                        Bytes.copy(formats.deliveries().decode(bytes(parcel)).getPayload())));
    }

    /** Of all records to partners so far, in bytes. */
    List<Integer> sizes() {
        return forwarded(Nodes.DELIVERIES, parcel -> bytes(parcel).length);
    }

    private static byte[] bytes(Parcel parcel) {
        byte @Nullable [] bytes = parcel.bytes();
        if (bytes == null) {
            throw new AssertionError("a tombstone");
        }
        return bytes;
    }

    private <T> List<T> forwarded(String child, Function<Parcel, T> decode) {
        List<T> all = new ArrayList<>();
        context.forwarded().stream()
                .filter(one -> one.childName().filter(child::equals).isPresent())
                .forEach(one -> all.add(decode.apply(one.record().value())));
        return all;
    }
}
