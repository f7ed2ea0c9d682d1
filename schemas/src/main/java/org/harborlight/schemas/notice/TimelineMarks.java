package org.harborlight.schemas.notice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.envelope.Sha256;

/**
 * A short mark for each entry of a notice's timeline, made of the entry itself, so that whoever tells a submitter of an
 * entry, by whatever way, calls it by the same name. An entry that changes is another one. Stateless.
 */
public final class TimelineMarks {
    /** Length of a mark: 48 bits in base64url. */
    public static final int CHARACTERS = 8;

    private static final int BYTES = 6;

    private TimelineMarks() {}

    /**
     * One for each entry, in their order.
     *
     * @param entries as compact JSON; equal ones, as of two things that came in one millisecond, are told apart by their
     *     number
     */
    public static List<String> of(List<String> entries) {
        Map<String, Integer> equal = new HashMap<>();
        return entries.stream()
                .map(entry -> mark(entry, equal.merge(entry, 1, Integer::sum)))
                .toList();
    }

    /**
     * Of one entry.
     *
     * @param number how many entries as this one the timeline holds up to this one
     */
    public static String mark(String entry, int number) {
        String text = number == 1 ? entry : entry + "#" + number;
        byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
