package org.harborlight.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/**
 * Whether a service can do its work now. Each condition has a reason code that is reported while it does not hold; a
 * service without conditions is ready. Conditions are asked on every look, from any thread, and must not block.
 */
public final class Readiness {
    private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();
    private final Map<String, BooleanSupplier> warnings = new ConcurrentSkipListMap<>();

    /** Adds a condition, or replaces the one with the same reason. */
    public void require(String reason, BooleanSupplier condition) {
        conditions.put(reason, condition);
    }

    /** Adds a condition that an operator must see to, though the service works while it does not hold. */
    public void warn(String reason, BooleanSupplier condition) {
        warnings.put(reason, condition);
    }

    /** Reason codes of the conditions that do not hold, in alphabetical order; empty means ready. */
    public List<String> missing() {
        return failing(conditions);
    }

    /** Reason codes of what an operator must see to while the service goes on, in alphabetical order. */
    public List<String> warnings() {
        return failing(warnings);
    }

    private static List<String> failing(Map<String, BooleanSupplier> conditions) {
        return conditions.entrySet().stream()
                .filter(condition -> !condition.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    public boolean ready() {
        return missing().isEmpty();
    }
}
