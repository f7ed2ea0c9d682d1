package org.harborlight.processor.operator;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How the exchange is, check by check; the worst check is the whole. Immutable. */
public record Health(Instant at, List<Check> checks) {
    /** Ordered from good to bad. */
    public enum Status {
        OK,
        WARN,
        CRITICAL
    }

    /**
     * One thing that was looked at.
     *
     * @param text what was found, in words
     * @param figures what was measured
     */
    public record Check(String name, Status status, String text, Map<String, Object> figures) {}

    public Status status() {
        return checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(Status.OK);
    }

    /** 0 ok, 1 warn, 2 critical. */
    public int exitCode() {
        return switch (status()) {
            case OK -> 0;
            case WARN -> 1;
            case CRITICAL -> 2;
        };
    }
}
