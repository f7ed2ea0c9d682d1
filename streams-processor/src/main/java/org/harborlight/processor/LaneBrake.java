package org.harborlight.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses the lanes while there is any reason to, and lets them go on when the last has gone. Thread-safe. */
final class LaneBrake {
    private static final Logger LOG = LoggerFactory.getLogger(LaneBrake.class);

    private final List<KafkaStreams> lanes;
    private final Set<String> reasons = new HashSet<>();

    LaneBrake(List<KafkaStreams> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    synchronized void hold(String reason) {
        boolean first = reasons.isEmpty();
        if (reasons.add(reason)) {
            LOG.atError().addKeyValue("reason", reason).log("lanes are paused");
        }
        if (first) {
            lanes.forEach(KafkaStreams::pause);
        }
    }

    synchronized void release(String reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            LOG.atWarn().addKeyValue("reason", reason).log("lanes go on");
            lanes.forEach(KafkaStreams::resume);
        }
    }
}
