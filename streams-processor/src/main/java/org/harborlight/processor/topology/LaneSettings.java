package org.harborlight.processor.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.schemas.ClientNames;
import org.harborlight.schemas.Lane;

/**
 * How one lane application runs. Immutable.
 *
 * @param applicationId identity of the application; all instances of a lane share it
 * @param stateDirectory where RocksDB keeps its files
 * @param threads stream threads
 * @param commitInterval time between two transactions, of which each of the two hops costs one; longer while the lane is
 *     behind
 * @param rocksDbBytes memory that all stores of the lane share for blocks and write buffers
 * @param bounds what the lane keeps and does at most
 * @param kafka client settings passed through, which win over ours except for the guarantees
 */
public record LaneSettings(
        String applicationId,
        Path stateDirectory,
        int threads,
        Duration commitInterval,
        long rocksDbBytes,
        LaneBounds bounds,
        Map<String, Object> kafka) {
    private static final long MIB = 1024L * 1024;

    public LaneSettings {
        kafka = Map.copyOf(kafka);
    }

    /** The same for both lanes, each with its own topics and stores. */
    public static LaneSettings defaults(Lane lane, Path stateDirectory, Map<String, Object> kafka) {
        return new LaneSettings(
                ClientNames.lane(lane),
                stateDirectory,
                1,
                Duration.ofMillis(25),
                64 * MIB,
                LaneBounds.defaults(),
                kafka);
    }
}
