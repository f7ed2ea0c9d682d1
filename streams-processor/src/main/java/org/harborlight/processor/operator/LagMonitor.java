package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.processor.status.LedgerNames;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/**
 * Measures every step of the way of a notice in the processor, and of desks' answers: notices, handovers, repartition,
 * answers, ledger. For one thread.
 */
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
        Map<String, LedgerTopics.Hop> steps = new LinkedHashMap<>();
        for (Lane lane : LedgerOrigins.LANES) {
            String group = LedgerTopics.group(lane);
            String name = group.substring(group.indexOf('-') + 1);
            steps.put("notices." + name, new LedgerTopics.Hop(group, Set.of(Topics.notices(lane))));
            steps.put("handovers." + name, new LedgerTopics.Hop(group, Set.of(Topics.handovers(lane))));
            steps.put("by-case-key." + name, new LedgerTopics.Hop(group, Set.of(LedgerTopics.repartition(lane))));
            steps.put("answers." + name, new LedgerTopics.Hop(group, LedgerTopics.answers(lane)));
        }
        steps.put("ledger", new LedgerTopics.Hop(LedgerNames.APPLICATION_ID, LedgerTopics.booked(offsets.topics())));
        List<StepLag> lags = new ArrayList<>();
        steps.forEach((step, hop) -> lags.add(measure(step, hop)));
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
