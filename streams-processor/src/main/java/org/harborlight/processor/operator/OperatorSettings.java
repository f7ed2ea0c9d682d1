package org.harborlight.processor.operator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the operator's side works. Immutable.
 *
 * @param kafka settings for every Kafka client
 * @param interval how often the balance is worked out without being asked for
 * @param patience how long working it out may take
 * @param certificates PEM files whose validity is watched
 * @param connectors management ports of the connectors; may be empty
 */
public record OperatorSettings(
        Map<String, Object> kafka,
        Duration interval,
        Duration patience,
        HealthThresholds thresholds,
        List<Path> certificates,
        List<URI> connectors) {}
