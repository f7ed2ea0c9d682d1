package org.harborlight.bench.rig;

import java.util.Arrays;

/** Offsets of the records of a partition, ascending. */
final class OffsetList {
    private long[] offsets = new long[1 << 12];
    private int size;

    void add(long offset) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        offsets[size] = offset;
        size++;
    }

    /** How many lie below it. */
    int below(long offset) {
        int found = Arrays.binarySearch(offsets, 0, size, offset);
        return found < 0 ? -found - 1 : found;
    }
}
