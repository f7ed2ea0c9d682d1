package org.harborlight.processor.status;

import org.harborlight.processor.index.Digits;
import org.harborlight.processor.state.OriginMark;

/** Keys of single records, in the order of their offsets. */
final class Offsets {
    private Offsets() {}

    static String key(OriginMark mark) {
        return key(mark, mark.getOffset());
    }

    static String key(OriginMark mark, long offset) {
        return mark.getTopic() + "/" + mark.getPartition() + "/" + Digits.of(offset, Digits.LONG);
    }
}
