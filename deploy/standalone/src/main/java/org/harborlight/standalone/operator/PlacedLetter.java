package org.harborlight.standalone.operator;

import java.util.List;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter and where it stands.
 *
 * @param place the record in topic dead-letters
 * @param key of that record, which is the original's
 * @param headers names of its headers
 */
public record PlacedLetter(
        DeadLetter letter, Origin place, @Nullable String key, List<String> headers) {
    public PlacedLetter {
        headers = List.copyOf(headers);
    }
}
