package org.harborlight.processor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.processor.link.Lanes;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/**
 * What the topics must agree on: those that one task reads together, by key, have equal partition counts, and none
 * forgets before the stores do. Pure.
 */
final class TopicAgreement {
    private static final String INFINITE = "-1";

    private TopicAgreement() {}

    /** Topics that one task reads together; the first of each group sets the count. */
    static List<List<String>> groups() {
        List<List<String>> groups = new ArrayList<>();
        for (Lane lane : LedgerOrigins.LANES) {
            groups.add(List.of(
                    Topics.notices(lane),
                    Topics.handovers(lane),
                    Topics.moves(lane),
                    Topics.references(Lanes.other(lane)),
                    Topics.holders(Lanes.other(lane)),
                    // Answers go to every case of a lane, by a topic with as many partitions as this one.
                    Topics.FEEDBACK));
        }
        groups.add(
                List.of(Topics.OUTCOMES, Topics.HELD_CHANGES, Topics.RECEIPTS, Topics.FEEDBACK, Topics.DELIVERY_STATE));
        return groups;
    }

    /** Topics whose records the stores are made from and answer for. */
    static List<String> remembered() {
        List<String> topics = new ArrayList<>(LedgerOrigins.NOTICES);
        topics.addAll(LedgerOrigins.HANDOVERS);
        LedgerOrigins.LANES.forEach(lane -> topics.add(Topics.moves(lane)));
        topics.addAll(
                List.of(Topics.OUTCOMES, Topics.HELD_CHANGES, Topics.RECEIPTS, Topics.FEEDBACK, Topics.DEAD_LETTERS));
        return topics;
    }

    /** @param partitions count by topic */
    static List<String> differingCounts(Map<String, Integer> partitions) {
        List<String> problems = new ArrayList<>();
        for (List<String> group : groups()) {
            String first = group.getFirst();
            int expected = partitions.getOrDefault(first, 0);
            for (String topic : group) {
                int found = partitions.getOrDefault(topic, 0);
                if (found != expected) {
                    problems.add(first + " has " + expected + " partitions, but " + topic
                            + ", which is read together with it, has " + found);
                }
            }
        }
        return problems;
    }

    /**
     * Judges how long topics keep their records.
     *
     * @param retention how long the stores remember
     * @param settings of each topic, as far as they can be read
     */
    static List<String> forgetting(Duration retention, Map<String, Map<String, String>> settings) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(settings).forEach((topic, values) -> {
            OptionalLong kept = keptMillis(values);
            if (kept.isPresent() && kept.getAsLong() < retention.toMillis()) {
                problems.add("retention.days is " + retention.toDays() + ", but " + topic + " keeps its records for "
                        + text(Duration.ofMillis(kept.getAsLong())) + " only");
            }
        });
        return problems;
    }

    /** Empty where nothing is deleted by age, or where it cannot be read. */
    private static OptionalLong keptMillis(Map<String, String> settings) {
        String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        String kept = settings.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, INFINITE);
        return policy.contains(TopicConfig.CLEANUP_POLICY_DELETE) && !kept.equals(INFINITE)
                ? OptionalLong.of(Long.parseLong(kept))
                : OptionalLong.empty();
    }

    private static String text(Duration time) {
        return time.equals(Duration.ofDays(time.toDays())) ? time.toDays() + " days" : time.toString();
    }
}
