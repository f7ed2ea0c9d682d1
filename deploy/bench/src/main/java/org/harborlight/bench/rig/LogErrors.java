package org.harborlight.bench.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts what services complain of: a load that makes alarms measures something else than it thinks. */
final class LogErrors {
    private static final String ERROR = " ERROR ";

    private LogErrors() {}

    /** Lines of level ERROR, by file; files without any, or no folder at all, are left out. */
    static Map<String, Long> in(Path folder) throws IOException {
        Map<String, Long> errors = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    long count = count(file);
                    if (count > 0) {
                        errors.put(String.valueOf(file.getFileName()), count);
                    }
                }
            }
        }
        return errors;
    }

    private static long count(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(ERROR)).count();
        }
    }
}
