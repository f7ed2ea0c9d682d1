package org.harborlight.e2e;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** What random tests begin with; {@code -Dharborlight.seed=N} replays one. */
final class Seeds {
    private static final long USUAL = 20261126L;

    private Seeds() {}

    static long first() {
        return Long.getLong("harborlight.seed", USUAL);
    }

    /** The first, and as many as are wanted that follow from it. */
    static LongStream all() {
        return LongStream.concat(LongStream.of(first()), new SplittableRandom(first()).longs());
    }
}
