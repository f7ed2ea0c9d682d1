package org.harborlight.bench.load;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** So many a second, each at its time, however long any takes. No state. */
final class OpenLoop {
    private static final double SECOND = 1_000_000_000;

    private OpenLoop() {}

    /** One that is due. */
    interface Due {
        void at(long nanos) throws IOException;
    }

    /** Returns when the next would be due at the end or later; by {@link System#nanoTime}. */
    static void run(double perSecond, long end, Due next) throws IOException {
        double gap = SECOND / perSecond;
        long start = System.nanoTime();
        for (long sent = 0; ; sent++) {
            long due = start + (long) (sent * gap);
            if (due >= end) {
                return;
            }
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            next.at(due);
        }
    }
}
