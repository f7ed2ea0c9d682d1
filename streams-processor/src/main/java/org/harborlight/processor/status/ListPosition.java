package org.harborlight.processor.status;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a submitter's list has been read: the last offset in each partition. In each it only grows, so whatever is
 * listed later comes after it. As text {@code partition:offset,...}; immutable.
 *
 * @param offsets by partition; one that is missing is read from its start
 */
record ListPosition(Map<Integer, Long> offsets) {
    static final ListPosition START = new ListPosition(Map.of());

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6}:[0-9]{1,18}(,(?!$)|$))*");

    ListPosition {
        offsets = Map.copyOf(offsets);
    }

    /** Empty where the text is not a position. */
    static Optional<ListPosition> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        Map<Integer, Long> offsets = new HashMap<>();
        for (String part : text.split(",", -1)) {
            if (!part.isEmpty()) {
                int colon = part.indexOf(':');
                offsets.put(Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
            }
        }
        return Optional.of(new ListPosition(offsets));
    }

    /** The first offset to read. */
    long from(int partition) {
        return offsets.getOrDefault(partition, -1L) + 1;
    }

    String text() {
        return new TreeMap<>(offsets)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
