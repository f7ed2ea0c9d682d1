package org.harborlight.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the stores of this machine have come in their changelogs, as Kafka Streams noted when it closed them: the files
 * {@code .checkpoint} of tasks, a line for each partition. Kafka Streams itself takes a store that is ahead of its changelog
 * for a restored one. A store without such a file is rebuilt from the changelog anyway. Stateless.
 */
final class StoredOffsets {
    private static final String FILE = ".checkpoint";
    private static final int DEPTH_OF_TASKS = 3;
    /** Version of the form, and the count of lines. */
    private static final int HEAD_LINES = 2;

    private StoredOffsets() {}

    /** The next offset that a store was not made from, by partition of a changelog. */
    static Map<TopicPartition, Long> below(Path stateFolder) {
        if (!Files.isDirectory(stateFolder)) {
            return Map.of();
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        try (Stream<Path> files = Files.walk(stateFolder, DEPTH_OF_TASKS)) {
            for (Path file : files.filter(path -> path.endsWith(FILE)).toList()) {
                read(Files.readAllLines(file), next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state folder " + stateFolder, e);
        }
        return next;
    }

    /** A damaged line is for Kafka Streams to refuse. Negative offsets say that nothing is known. */
    static void read(List<String> lines, Map<TopicPartition, Long> next) {
        for (String line : lines.subList(Math.min(HEAD_LINES, lines.size()), lines.size())) {
            String[] parts = line.split(" ", -1);
            if (parts.length == 3 && parts[1].matches("[0-9]{1,9}") && parts[2].matches("[0-9]{1,18}")) {
                next.merge(
                        new TopicPartition(parts[0], Integer.parseInt(parts[1])),
                        Long.parseLong(parts[2]) + 1,
                        Math::max);
            }
        }
    }
}
