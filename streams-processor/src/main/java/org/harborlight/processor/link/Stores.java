package org.harborlight.processor.link;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.harborlight.processor.state.CaseAnswers;
import org.harborlight.processor.state.CaseState;
import org.harborlight.processor.state.ReferenceCase;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.schemas.CaseHolders;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.codec.WriterSchemas;

/** Names and builders of all stores of the lane topology; every one is persistent and has a changelog. */
public final class Stores {
    public static final String SEEN_NOTICES = "seen-notices";
    public static final String REFERENCE_CASES = "reference-cases";
    public static final String OTHER_LANE_REFERENCES = "other-lane-references";
    public static final String REFERENCE_EXPIRY = "reference-expiry";
    public static final String CASES = "cases";
    public static final String CASE_NOTICES = "case-notices";
    public static final String HELD_CASES = "held-cases";
    public static final String CASE_EXPIRY = "case-expiry";
    /** When which case's digest is due. */
    public static final String DIGESTS_DUE = "digests-due";

    /** Case id to case key, of the cases that are kept. */
    public static final String CASE_IDS = "case-ids";

    /** Who has which case from the other lane. */
    public static final String OTHER_LANE_HOLDERS = "other-lane-holders";

    public static final String CASE_ANSWERS = "case-answers";
    public static final String CASE_ANSWERS_DUE = "case-answers-due";

    /** Ids of the commands that were taken; kept as long as topic commands, which holds few. */
    public static final String ORDERS_TAKEN = "orders-taken";

    private Stores() {}

    /** Stores beside admit, one of which it shares. */
    static Set<StoreBuilder<?>> ofAdmit(StoreBuilder<?> otherLaneReferences, WriterSchemas writers) {
        return ordered(
                records(SEEN_NOTICES, SeenNotice.class, writers),
                records(REFERENCE_CASES, ReferenceCase.class, writers),
                otherLaneReferences,
                marks(REFERENCE_EXPIRY));
    }

    /** What the other lane says about references; one builder, shared by admit and the processor that fills it. */
    public static StoreBuilder<?> otherLaneReferences(WriterSchemas writers) {
        return records(OTHER_LANE_REFERENCES, KnownReference.class, writers);
    }

    /** Stores that orders need besides those of admit. */
    static Set<StoreBuilder<?>> ofOrders() {
        return ordered(store(ORDERS_TAKEN, Serdes.String()));
    }

    /** Stores beside link. */
    static Set<StoreBuilder<?>> ofLink(WriterSchemas writers) {
        return ordered(
                records(CASES, CaseState.class, writers),
                records(CASE_NOTICES, StoredNotice.class, writers),
                marks(HELD_CASES),
                marks(CASE_EXPIRY),
                store(CASE_IDS, Serdes.String()),
                records(CASE_ANSWERS, CaseAnswers.class, writers),
                marks(CASE_ANSWERS_DUE),
                marks(DIGESTS_DUE),
                records(OTHER_LANE_HOLDERS, CaseHolders.class, writers));
    }

    private static <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> records(
            String name, Class<T> type, WriterSchemas writers) {
        return store(name, StateSerde.of(type, writers));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> marks(String name) {
        return store(name, Serdes.ByteArray());
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Serde<T> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }

    private static Set<StoreBuilder<?>> ordered(StoreBuilder<?>... stores) {
        return new LinkedHashSet<>(List.of(stores));
    }
}
