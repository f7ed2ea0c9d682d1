package org.harborlight.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Names, keys and settings of every topic. Partition counts of the fixed topics are equal, so that they co-partition. */
@NullMarked
public final class Topics {
    public static final String PREFIX = "harborlight.";
    public static final String SECTION_KEYS = PREFIX + "section-keys";
    public static final String DELIVERY_STATE = PREFIX + "delivery-state";
    public static final String OUTCOMES = PREFIX + "outcomes";
    public static final String HELD_CHANGES = PREFIX + "held-changes";
    public static final String RECEIPTS = PREFIX + "receipts";
    public static final String FEEDBACK = PREFIX + "feedback";
    public static final String TIMELINE_EVENTS = PREFIX + "timeline-events";
    public static final String ACKNOWLEDGEMENTS = PREFIX + "acknowledgements";
    public static final String DEAD_LETTERS = PREFIX + "dead-letters";
    public static final String DIRECTORY = PREFIX + "directory";
    public static final String COMMANDS = PREFIX + "commands";
    public static final String COMMAND_RESULTS = PREFIX + "command-results";
    public static final String CANARY = PREFIX + "canary";
    /** Value of {@code message.timestamp.type} where the brokers date records. */
    public static final String DATED_BY_BROKERS = "LogAppendTime";
    /** How every partner topic begins. */
    public static final String ALL_DELIVERIES = PREFIX + "deliveries.";
    /** Matches every partner topic. */
    public static final Pattern DELIVERIES =
            Pattern.compile("harborlight\\.deliveries\\.[a-z0-9-]{1,40}\\.(urgent|standard)");
    /** Largest record value anywhere, in bytes. */
    public static final int MAX_RECORD_BYTES = 1024 * 1024;

    private static final Duration RETENTION = Duration.ofDays(120);
    /** Longer than an event may be tried for. */
    private static final Duration EVENT_RETENTION = Duration.ofDays(35);

    private Topics() {}

    public static String notices(Lane lane) {
        return PREFIX + "notices." + suffix(lane);
    }

    public static String handovers(Lane lane) {
        return PREFIX + "handovers." + suffix(lane);
    }

    public static String references(Lane lane) {
        return PREFIX + "references." + suffix(lane);
    }

    /** Who has received a case from the lane, for the other lane. */
    public static String holders(Lane lane) {
        return PREFIX + "holders." + suffix(lane);
    }

    /** Notices on their way from a case that they were joined to by mistake to their own. */
    public static String moves(Lane lane) {
        return PREFIX + "moves." + suffix(lane);
    }

    public static String deliveries(String partnerId, Lane lane) {
        return ALL_DELIVERIES + partnerId + "." + suffix(lane);
    }

    /** Key of records about one notice. */
    public static String noticeKey(String submitterId, String noticeId) {
        return submitterId + "/" + noticeId;
    }

    /** Key in section-keys: by receipt too, so that a second content under one notice id leaves the keys of the first alone. */
    public static String sectionKeysKey(String submitterId, String noticeId, String receiptId) {
        return noticeKey(submitterId, noticeId) + "/" + receiptId;
    }

    /** The notice key that such a key begins with; nothing for other keys. */
    public static Optional<String> noticeOfSectionKeys(String key) {
        int receipt = key.lastIndexOf('/');
        return receipt < 0 ? Optional.empty() : Optional.of(key.substring(0, receipt));
    }

    public static String subject(String topic) {
        return topic + "-value";
    }

    /** Subject of a record that stands in signed payloads rather than as a topic's value: its full name. */
    public static String payloadSubject(String recordName) {
        return recordName;
    }

    /** Records that submitters write. */
    public static List<Schema> submitted() {
        return List.of(
                SignedNotice.getClassSchema(),
                SignedNoticeBatch.getClassSchema(),
                IncidentNotice.getClassSchema(),
                SectionKeySet.getClassSchema(),
                ReportedPersonSection.getClassSchema(),
                ChildVictimSection.getClassSchema(),
                LocatorsSection.getClassSchema(),
                EvidenceSection.getClassSchema(),
                NarrativeSection.getClassSchema());
    }

    /** Records that are written in single-object encoding, so that readers of another version must find their schema. */
    public static List<Schema> payloads() {
        List<Schema> payloads = new ArrayList<>(submitted());
        payloads.addAll(List.of(
                Delivery.getClassSchema(),
                PushedDelivery.getClassSchema(),
                DeliveryReceipt.getClassSchema(),
                Acknowledgement.getClassSchema(),
                Feedback.getClassSchema(),
                DirectoryEntry.getClassSchema(),
                OperatorEntry.getClassSchema(),
                Accession.getClassSchema(),
                Command.getClassSchema(),
                AcceptedNotice.getClassSchema(),
                DeliveryState.getClassSchema(),
                KnownReference.getClassSchema(),
                CaseHolders.getClassSchema(),
                Fact.getClassSchema(),
                LinkedNotice.getClassSchema()));
        return List.copyOf(payloads);
    }

    /** Every topic that exists whoever takes part. */
    public static List<TopicSpec> fixed(int partitions, short replication) {
        List<TopicSpec> topics = new ArrayList<>();
        for (Lane lane : List.of(Lane.URGENT, Lane.STANDARD)) {
            topics.add(kept(notices(lane), partitions, replication, AcceptedNotice.getClassSchema()));
            topics.add(kept(handovers(lane), partitions, replication, AcceptedNotice.getClassSchema()));
            topics.add(kept(moves(lane), partitions, replication, MovedNotice.getClassSchema()));
            topics.add(compacted(references(lane), partitions, replication, KnownReference.getClassSchema(), Map.of()));
            topics.add(compacted(holders(lane), partitions, replication, CaseHolders.getClassSchema(), Map.of()));
        }
        topics.add(compacted(
                SECTION_KEYS,
                partitions,
                replication,
                StoredSectionKeys.getClassSchema(),
                Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofHours(24)))));
        topics.add(compacted(DELIVERY_STATE, partitions, replication, DeliveryState.getClassSchema(), Map.of()));
        topics.add(kept(OUTCOMES, partitions, replication, Outcome.getClassSchema()));
        topics.add(kept(HELD_CHANGES, partitions, replication, HeldChange.getClassSchema()));
        topics.add(kept(RECEIPTS, partitions, replication, SignedEnvelope.getClassSchema()));
        topics.add(kept(FEEDBACK, partitions, replication, SignedEnvelope.getClassSchema()));
        topics.add(topic(
                TIMELINE_EVENTS,
                partitions,
                replication,
                TimelineEvent.getClassSchema(),
                Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(EVENT_RETENTION))));
        topics.add(topic(
                ACKNOWLEDGEMENTS,
                partitions,
                replication,
                SignedEnvelope.getClassSchema(),
                Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofHours(1)))));
        topics.add(kept(DEAD_LETTERS, partitions, replication, DeadLetter.getClassSchema()));
        topics.add(forEver(DIRECTORY, replication, SignedEnvelope.getClassSchema()));
        topics.add(forEver(COMMANDS, replication, SignedEnvelope.getClassSchema()));
        topics.add(compacted(COMMAND_RESULTS, 1, replication, CommandResult.getClassSchema(), Map.of()));
        topics.add(topic(CANARY, 1, replication, null, canary()));
        return topics;
    }

    /** Dated by the brokers, so that a gateway sees what time they have. */
    private static Map<String, String> canary() {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                millis(Duration.ofHours(1)),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                DATED_BY_BROKERS);
    }

    /** The two topics of one partner. */
    public static List<TopicSpec> forPartner(String partnerId, int partitions, short replication) {
        return List.of(
                kept(deliveries(partnerId, Lane.URGENT), partitions, replication, SignedEnvelope.getClassSchema()),
                kept(deliveries(partnerId, Lane.STANDARD), partitions, replication, SignedEnvelope.getClassSchema()));
    }

    private static TopicSpec kept(String name, int partitions, short replication, Schema schema) {
        return topic(name, partitions, replication, schema, Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(RETENTION)));
    }

    private static TopicSpec forEver(String name, short replication, Schema schema) {
        return topic(name, 1, replication, schema, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }

    private static TopicSpec compacted(
            String name, int partitions, short replication, Schema schema, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return topic(name, partitions, replication, schema, configs);
    }

    private static TopicSpec topic(
            String name, int partitions, short replication, @Nullable Schema schema, Map<String, String> configs) {
        Map<String, String> all = new HashMap<>(configs);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES + 64 * 1024));
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication >= 3 ? "2" : "1");
        return new TopicSpec(name, partitions, replication, all, Optional.ofNullable(schema));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String suffix(Lane lane) {
        if (lane == Lane.UNSPECIFIED) {
            throw new IllegalArgumentException("a topic belongs to the urgent or the standard lane");
        }
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
