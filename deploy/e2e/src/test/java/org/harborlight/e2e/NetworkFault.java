package org.harborlight.e2e;

/** What happens between one broker and everyone else. */
enum NetworkFault {
    /** Its cable is pulled: what is sent to it vanishes, and so does what it sends. */
    HANG,
    /** Whoever asks is refused at once, it itself too where it asks others. */
    REFUSE,
    /** Every connection that is open breaks, and new ones are taken. */
    RESET,
    /** Everything arrives, late: little fits through its cable, and what does not queues up. */
    SLOW
}
