package org.harborlight.processor.operator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.operator.StageStall.Reason;
import org.harborlight.processor.operator.StillPartitions.Offsets;
import org.harborlight.processor.operator.StillPartitions.Place;
import org.harborlight.processor.operator.StillPartitions.Still;

/** Looks at all stages at once, and asks why where one has been standing for long. Blocks; for one thread. */
final class StallLook {
    private final OffsetSource offsets;
    private final StillPartitions partitions;
    private final Duration tooLong;

    /** @param tooLong from when on to ask why a stage stands */
    StallLook(OffsetSource offsets, Duration tooLong) {
        this.offsets = offsets;
        this.partitions = new StillPartitions(offsets);
        this.tooLong = tooLong;
    }

    /** What the brokers say at one moment. */
    private record Moment(
            Map<String, Map<TopicPartition, Long>> committed,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> readable,
            Map<TopicPartition, Long> ends) {
        Offsets of(Place place) {
            TopicPartition partition = place.partition();
            long committed = committed().getOrDefault(place.group(), Map.of()).getOrDefault(partition, 0L);
            return new Offsets(
                    Math.max(committed, beginnings().getOrDefault(partition, 0L)),
                    readable().getOrDefault(partition, 0L),
                    ends().getOrDefault(partition, 0L));
        }
    }

    /** Every stage, in order. */
    List<StageStall> look(Duration passed) {
        Map<String, LedgerTopics.Hop> stages = LedgerTopics.stages(offsets.topics());
        Moment moment = measure(stages);
        List<StageStall> found = new ArrayList<>();
        stages.forEach((stage, hop) -> found.add(look(stage, hop, moment, passed)));
        return List.copyOf(found);
    }

    /** What stood before may have moved meanwhile. */
    void forget() {
        partitions.forget();
    }

    private Moment measure(Map<String, LedgerTopics.Hop> stages) {
        Set<String> topics = new HashSet<>();
        Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        stages.values().forEach(hop -> {
            topics.addAll(hop.topics());
            committed.computeIfAbsent(hop.group(), offsets::committed);
        });
        return new Moment(committed, offsets.beginnings(topics), offsets.readable(topics), offsets.ends(topics));
    }

    private StageStall look(String stage, LedgerTopics.Hop hop, Moment moment, Duration passed) {
        Place longest = null;
        Still worst = null;
        long unread = 0;
        for (TopicPartition partition : moment.ends().keySet()) {
            if (hop.topics().contains(partition.topic())) {
                Place place = new Place(hop.group(), partition);
                Still still = partitions.look(place, moment.of(place), passed);
                if (still.unread() && still.time().isPositive()) {
                    unread += moment.of(place).end() - still.position();
                    if (worst == null || still.time().compareTo(worst.time()) > 0) {
                        longest = place;
                        worst = still;
                    }
                }
            }
        }
        if (longest == null || worst == null) {
            return StageStall.none(stage);
        }
        String where = longest.partition().topic() + "/" + longest.partition().partition() + "/" + worst.position();
        return new StageStall(stage, worst.time(), reason(longest, worst, moment.of(longest)), where, unread);
    }

    private Reason reason(Place place, Still still, Offsets now) {
        if (still.time().compareTo(tooLong) < 0) {
            return Reason.NONE;
        }
        if (now.readable() <= still.position()) {
            return Reason.OPEN_TRANSACTION;
        }
        return offsets.owned(place.group()).contains(place.partition()) ? Reason.NOT_COMMITTED : Reason.NOBODY_READS;
    }
}
