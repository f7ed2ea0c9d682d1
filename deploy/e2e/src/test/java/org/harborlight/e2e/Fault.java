package org.harborlight.e2e;

import java.time.Duration;

/**
 * One thing that happens to one process.
 *
 * @param after since the fault before it, or since the load began
 * @param lasts of a pause; for a process that is killed twice, from its start to the second kill
 */
record Fault(String target, Kind kind, Duration after, Duration lasts) {
    /** What happens. */
    enum Kind {
        /** SIGKILL, then started again. */
        KILL,
        /** Killed again while it starts: it may be restoring, or joining its group. */
        KILL_TWICE,
        /** SIGSTOP, then SIGCONT: it is there and does not answer. */
        PAUSE
    }
}
