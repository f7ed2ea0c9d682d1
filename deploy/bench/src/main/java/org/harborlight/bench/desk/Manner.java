package org.harborlight.bench.desk;

import java.util.Locale;

/** How a desk treats those who push to it. */
public enum Manner {
    /** Answers at once. */
    WELL,
    /** Takes requests and never answers. */
    HANG,
    /** Answers each request after two seconds. */
    SLOW,
    /** Nothing listens. */
    DEAD;

    /** As it travels on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Manner of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
