package org.harborlight.processor.status;

import java.util.Locale;
import org.harborlight.processor.state.OriginMark;

/** Keys of single records, in the order of their offsets. */
final class Offsets {
    private Offsets() {}

    static String key(OriginMark mark) {
        return key(mark, mark.getOffset());
    }

    static String key(OriginMark mark, long offset) {
        return String.format(Locale.ROOT, "%s/%d/%019d", mark.getTopic(), mark.getPartition(), offset);
    }
}
