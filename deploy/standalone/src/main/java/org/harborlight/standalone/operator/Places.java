package org.harborlight.standalone.operator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;

/** The place of a record as an operator writes it: {@code topic/partition/offset}, the prefix of topics may be left out. */
public final class Places {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})/(\\d{1,18})");

    private Places() {}

    public static String text(Origin place) {
        return place.getTopic() + "/" + place.getPartition() + "/" + place.getOffset();
    }

    /** Empty where it is none. */
    public static Optional<Origin> parse(String text) {
        Matcher place = TEXT.matcher(text);
        return place.matches()
                ? Optional.of(new Origin(
                        topic(place.group(1)), Integer.parseInt(place.group(2)), Long.parseLong(place.group(3))))
                : Optional.empty();
    }

    /** Of {@code partition/offset}: a record in topic dead-letters. */
    static Optional<Origin> parseLetter(String text) {
        Matcher place = SHORT.matcher(text);
        return place.matches()
                ? Optional.of(new Origin(
                        Topics.DEAD_LETTERS, Integer.parseInt(place.group(1)), Long.parseLong(place.group(2))))
                : Optional.empty();
    }

    public static String topic(String name) {
        return name.startsWith("harborlight") ? name : Topics.PREFIX + name;
    }
}
