package org.harborlight.processor.operator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * For how long each partition has had a committed record behind the position that its group committed. Transaction
 * markers and aborted records take offsets that nobody commits, so what stays unread over two looks is looked into, until
 * the broker tells. Only time in which somebody looked counts. For one thread.
 */
final class StillPartitions {
    private final OffsetSource offsets;
    private final Map<Place, Still> before = new HashMap<>();

    /** A partition as one group reads it. */
    record Place(String group, TopicPartition partition) {}

    /** Offsets of a partition at one moment. */
    record Offsets(long committed, long readable, long end) {}

    /**
     * What is known of one partition.
     *
     * @param committed by the group
     * @param position first offset at which an unread record can stand: nothing does between committed and here
     * @param proven a record does stand there; until then it is looked for at each look, and its time counts
     * @param time that it has been unread
     */
    record Still(long committed, long position, boolean unread, boolean proven, Duration time) {}

    private enum Between {
        NOTHING,
        RECORD,
        NOT_TOLD
    }

    StillPartitions(OffsetSource offsets) {
        this.offsets = offsets;
    }

    /** @param passed since the last look; no more than somebody can answer for */
    Still look(Place place, Offsets now, Duration passed) {
        Still still = still(place.partition(), known(place, now.committed()), now, passed);
        before.put(place, still);
        return still;
    }

    /** After a time in which nothing could be measured. */
    void forget() {
        before.clear();
    }

    private Still known(Place place, long committed) {
        Still last = before.get(place);
        return last != null && last.committed() == committed
                ? last
                : new Still(committed, committed, false, false, Duration.ZERO);
    }

    private Still still(TopicPartition partition, Still last, Offsets now, Duration passed) {
        if (now.end() <= last.position()) {
            return new Still(last.committed(), last.position(), false, false, Duration.ZERO);
        }
        if (!last.unread()) {
            return new Still(last.committed(), last.position(), true, false, Duration.ZERO);
        }
        if (last.proven() || now.readable() <= last.position()) {
            return longer(last, last.proven(), passed);
        }
        return switch (between(partition, last.position(), now.readable())) {
            case NOTHING ->
                new Still(last.committed(), now.readable(), now.end() > now.readable(), false, Duration.ZERO);
            case RECORD -> longer(last, true, passed);
            case NOT_TOLD -> longer(last, false, passed);
        };
    }

    private static Still longer(Still last, boolean proven, Duration passed) {
        return new Still(
                last.committed(), last.position(), true, proven, last.time().plus(passed));
    }

    /** One partition that is told of late does not make the others unknown. */
    private Between between(TopicPartition partition, long from, long to) {
        try {
            return offsets.nothingBetween(partition, from, to) ? Between.NOTHING : Between.RECORD;
        } catch (OffsetsUnavailableException e) {
            if (e.late()) {
                return Between.NOT_TOLD;
            }
            throw e;
        }
    }
}
