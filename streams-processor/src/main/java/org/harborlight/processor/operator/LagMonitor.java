package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Measures how far every stage of the processor is behind. For one thread. */
final class LagMonitor {
    private final OffsetSource offsets;
    private final InstantSource clock;
    private final Map<String, Look> looks = new HashMap<>();

    private record Look(Instant at, long committed) {}

    LagMonitor(OffsetSource offsets, InstantSource clock) {
        this.offsets = offsets;
        this.clock = clock;
    }

    List<StepLag> look() {
        List<StepLag> lags = new ArrayList<>();
        LedgerTopics.stages(offsets.topics()).forEach((step, hop) -> lags.add(measure(step, hop)));
        return lags;
    }

    private StepLag measure(String step, LedgerTopics.Hop hop) {
        Map<TopicPartition, Long> committed = offsets.committed(hop.group());
        Map<TopicPartition, Long> beginnings = offsets.beginnings(hop.topics());
        long lag = 0;
        long done = 0;
        for (Map.Entry<TopicPartition, Long> end : offsets.ends(hop.topics()).entrySet()) {
            long at = Math.max(committed.getOrDefault(end.getKey(), 0L), beginnings.getOrDefault(end.getKey(), 0L));
            lag += Math.max(0, end.getValue() - at);
            done += at;
        }
        Look now = new Look(clock.instant(), done);
        Look before = looks.put(step, now);
        return new StepLag(step, lag, before == null ? Double.NaN : rate(before, now));
    }

    private static double rate(Look before, Look now) {
        double seconds = Duration.between(before.at, now.at).toMillis() / 1000.0;
        return seconds <= 0 ? Double.NaN : (now.committed - before.committed) / seconds;
    }
}
