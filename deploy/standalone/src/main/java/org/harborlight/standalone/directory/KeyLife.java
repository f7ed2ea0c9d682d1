package org.harborlight.standalone.directory;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.PublicKeyEntry;

/**
 * Keys that a participant had and goes on with, each perhaps up to a time, so that what they signed stays verifiable
 * while new ones take over.
 */
public record KeyLife(List<PublicKeyEntry> before, Map<String, Instant> until) {
    public KeyLife {
        before = List.copyOf(before);
        until = Map.copyOf(until);
    }

    /**
     * Throws IllegalArgumentException where an end is not such a pair.
     *
     * @param ends {@code KEY-ID=TIME}
     */
    public static KeyLife of(List<PublicKeyEntry> before, List<String> ends) {
        Map<String, Instant> until = new HashMap<>();
        for (String end : ends) {
            int equals = end.lastIndexOf('=');
            try {
                until.put(end.substring(0, Math.max(equals, 0)), Instant.parse(end.substring(equals + 1)));
            } catch (DateTimeParseException notATime) {
                throw new IllegalArgumentException(end + " is not KEY-ID=TIME", notATime);
            }
        }
        return new KeyLife(before, until);
    }

    /** The ids of keys that are to end. */
    public Set<String> ending() {
        return until.keySet();
    }

    /** The keys before, ended where they are to end, and those of the new ones that were not among them. */
    public List<PublicKeyEntry> with(List<PublicKeyEntry> more) {
        List<PublicKeyEntry> all = new ArrayList<>();
        before.forEach(key -> all.add(ended(key)));
        more.stream()
                .filter(key -> before.stream().noneMatch(old -> old.getKeyId().equals(key.getKeyId())))
                .forEach(all::add);
        return all;
    }

    private PublicKeyEntry ended(PublicKeyEntry key) {
        Instant end = until.get(key.getKeyId());
        return end == null
                ? key
                : PublicKeyEntry.newBuilder(key).setValidTo(end).build();
    }
}
