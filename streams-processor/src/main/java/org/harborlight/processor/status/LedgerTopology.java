package org.harborlight.processor.status;

import static org.harborlight.processor.status.LedgerNames.*;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.harborlight.processor.state.DeliveryBook;
import org.harborlight.processor.state.Frontier;
import org.harborlight.processor.state.HeldEntry;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.OriginMark;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;

/**
 * The ledger: the status of every notice by submitter/notice, the books of every origin partition, the state of every
 * delivery, the count of every partner topic. Pure; it only reads what the lanes and the connector write, so it is off
 * the way of a notice; what it writes is what is new for submitters that have a webhook.
 */
final class LedgerTopology {
    private final LedgerReaders readers;
    private final TimelineOutlet outlet;
    private final Duration retention;
    private final StreamsBuilder builder = new StreamsBuilder();

    private LedgerTopology(LedgerReaders readers, TimelineOutlet outlet, Duration retention) {
        this.readers = readers;
        this.outlet = outlet;
        this.retention = retention;
    }

    static Topology build(LedgerReaders readers, TimelineOutlet outlet, Duration retention, Properties settings) {
        LedgerTopology ledger = new LedgerTopology(readers, outlet, retention);
        ledger.stores();
        KStream<String, Outcome> outcomes = ledger.read(Topics.OUTCOMES, "outcomes", readers.outcomes());
        KStream<String, HeldChange> changes = ledger.read(Topics.HELD_CHANGES, "held-changes", readers.heldChanges());
        ledger.frontiers(outcomes, changes);
        ledger.status(ledger.readable(outcomes), "status-of-outcomes", new StatusOfOutcome());
        ledger.status(changes, "status-of-held-changes", new StatusOfHeldChange());
        ledger.status(ledger.deliveryStates(), "status-of-deliveries", new StatusOfDelivery());
        ledger.status(
                ledger.read(Topics.RECEIPTS, "receipts", readers.receipts()),
                "status-of-receipts",
                new StatusOfReceipt());
        KStream<String, Feedback> feedback = ledger.read(Topics.FEEDBACK, "feedback", readers.feedback());
        ledger.status(feedback, "status-of-feedback", new StatusOfFeedback());
        ledger.containedMaterial(feedback);
        ledger.deliveries();
        ledger.redriven();
        return ledger.builder.build(settings);
    }

    private void frontiers(KStream<String, Outcome> outcomes, KStream<String, HeldChange> changes) {
        outcomes.map((_, outcome) -> OriginMarks.of(outcome), Named.as("origin-of-outcomes"))
                .merge(
                        changes.map((_, change) -> OriginMarks.of(change), Named.as("origin-of-held-changes")),
                        Named.as("origins"))
                .mapValues(SingleObject.of(OriginMark.class)::encode, Named.as("encode-origins"))
                .repartition(
                        Repartitioned.with(Serdes.String(), Serdes.ByteArray()).withName(BY_ORIGIN))
                .process(
                        () -> new ReadProcessor<>(readers.originMarks(), UNREADABLE_ORIGINS, false),
                        Named.as("read-origins"),
                        UNREADABLE_ORIGINS)
                .process(
                        () -> new FrontierProcessor(retention),
                        Named.as("count-outcomes"),
                        FRONTIERS,
                        AHEAD,
                        HELD,
                        FRONTIER_EXPIRY);
    }

    private KStream<String, DeliveryState> deliveryStates() {
        KStream<String, DeliveryState> states = builder.stream(
                        Topics.DELIVERY_STATE,
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("delivery-state"))
                .process(
                        () -> new ReadProcessor<>(readers.deliveryStates(), UNREADABLE_STATES, true),
                        Named.as("read-delivery-state"),
                        UNREADABLE_STATES);
        states.process(
                () -> new DeliveryStateProcessor(retention),
                Named.as("count-delivery-states"),
                DELIVERY_STATES,
                DELIVERY_EXPIRY,
                DELIVERY_COUNTS,
                URGENT_PENDING);
        return states.flatMap((_, state) -> NoticesOfState.of(state), Named.as("notice-of-delivery-state"))
                .mapValues(SingleObject.of(DeliveryState.class)::encode, Named.as("encode-delivery-states"))
                .repartition(
                        Repartitioned.with(Serdes.String(), Serdes.ByteArray()).withName(BY_NOTICE))
                .process(
                        () -> new ReadProcessor<>(readers.deliveryStatesByNotice(), UNREADABLE_RECORDS, false),
                        Named.as("read-delivery-states-by-notice"),
                        UNREADABLE_RECORDS);
    }

    /** Without those of records of which not even the notice could be read: nobody can ask for them. */
    private KStream<String, Outcome> readable(KStream<String, Outcome> outcomes) {
        return outcomes.filter(
                (_, outcome) -> !outcome.getSubmitterId().isEmpty()
                        && !outcome.getNoticeId().isEmpty(),
                Named.as("outcomes-of-readable-notices"));
    }

    private void containedMaterial(KStream<String, Feedback> feedback) {
        feedback.process(
                () -> new ContainedMaterialProcessor(retention),
                Named.as("alarm-of-contained-material"),
                CONTAINED_MATERIAL);
    }

    private void deliveries() {
        builder.stream(
                        Topics.DELIVERIES,
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("deliveries"))
                .process(DeliveredProcessor::new, Named.as("count-deliveries"), DELIVERED);
    }

    /** By tasks of its own: the topic has one partition. */
    private void redriven() {
        builder.stream(
                        Topics.COMMAND_RESULTS,
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("command-results"))
                .process(
                        () -> new ReadProcessor<>(readers.commandResults(), UNREADABLE_RESULTS, true),
                        Named.as("read-command-results"),
                        UNREADABLE_RESULTS)
                .process(RedrivenProcessor::new, Named.as("count-redriven"), REDRIVEN);
    }

    private <T> KStream<String, T> read(String topic, String name, RecordReader<T> reader) {
        return builder.stream(
                        topic,
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(name))
                .process(
                        () -> new ReadProcessor<>(reader, UNREADABLE_RECORDS, false),
                        Named.as("read-" + name),
                        UNREADABLE_RECORDS);
    }

    private <T> void status(KStream<String, T> stream, String name, StatusChange<T> change) {
        stream.process(
                        () -> new StatusProcessor<>(change, retention, outlet),
                        Named.as(name),
                        STATUS,
                        STATUS_EXPIRY,
                        SUBMITTED)
                .to(
                        Topics.TIMELINE_EVENTS,
                        Produced.with(Serdes.String(), Serdes.ByteArray())
                                .withName(name.replace("status-of", "news-of")));
    }

    private void stores() {
        hot(STATUS, StateSerde.of(NoticeStatus.class, readers.writers()));
        store(STATUS_EXPIRY, Serdes.ByteArray());
        store(SUBMITTED, Serdes.String());
        store(CONTAINED_MATERIAL, Serdes.Long());
        store(UNREADABLE_RECORDS, Serdes.Long());
        store(UNREADABLE_STATES, Serdes.Long());
        store(UNREADABLE_ORIGINS, Serdes.Long());
        store(UNREADABLE_RESULTS, Serdes.Long());
        store(REDRIVEN, Serdes.Long());
        hot(FRONTIERS, StateSerde.of(Frontier.class, readers.writers()));
        hot(AHEAD, Serdes.Long());
        store(HELD, StateSerde.of(HeldEntry.class, readers.writers()));
        store(FRONTIER_EXPIRY, Serdes.ByteArray());
        hot(DELIVERY_STATES, StateSerde.of(DeliveryBook.class, readers.writers()));
        store(DELIVERY_EXPIRY, Serdes.ByteArray());
        hot(DELIVERY_COUNTS, Serdes.Long());
        store(URGENT_PENDING, Serdes.Long());
        hot(DELIVERED, Serdes.Long());
    }

    private <V> void store(String name, Serde<V> values) {
        builder.addStateStore(keyValueStore(name, values));
    }

    /** What changes several times within moments: the cache makes one change of all that come between two commits. */
    private <V> void hot(String name, Serde<V> values) {
        builder.addStateStore(keyValueStore(name, values).withCachingEnabled());
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> keyValueStore(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
