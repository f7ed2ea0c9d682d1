package org.harborlight.processor.status;

import java.util.Optional;
import java.util.regex.Pattern;
import org.harborlight.service.Restores;

/**
 * Positions of lists as the text that is given out. After a restore the text begins with its number, {@code r1/}, since
 * offsets are then given anew: a position of another time leads to the start of the list, so that nothing is passed by.
 * Immutable.
 */
record PositionText(Restores restores) {
    private static final Pattern OTHER_TIME = Pattern.compile("r[0-9]{1,4}/");

    String of(ListPosition position) {
        return prefix() + position.text();
    }

    /** Empty where the text is no position. */
    Optional<ListPosition> read(String text) {
        if (text.startsWith(prefix())) {
            Optional<ListPosition> ours = ListPosition.parse(text.substring(prefix().length()));
            if (ours.isPresent()) {
                return ours;
            }
        }
        return ListPosition.parse(OTHER_TIME.matcher(text).replaceFirst("")).map(_ -> ListPosition.START);
    }

    private String prefix() {
        return restores.count() == 0 ? "" : "r" + restores.count() + "/";
    }
}
