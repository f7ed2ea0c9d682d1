package org.harborlight.standalone.simulate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.harborlight.schemas.envelope.Sha256;

/** Which requests meet the mode; the others are served well. */
public sealed interface Turns {
    /** Every one. */
    record All() implements Turns {}

    /** Every n-th, counted over all of them. */
    record Every(int n) implements Turns {
        public Every {
            if (n < 1) {
                throw new IllegalArgumentException("every n-th: n is 1 or more");
            }
        }
    }

    /**
     * A share of them, drawn by seed. What is drawn depends on what is tried and how often, not on the order in which
     * requests come: the same attempts meet the same fate again.
     */
    record Share(double share, long seed) implements Turns {
        public Share {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share is from 0 to 1");
            }
        }
    }

    /**
     * Whether this one is hit.
     *
     * @param number of the request, from 1
     * @param what is tried: the webhook id, or a word for a connection
     * @param attempt at that, from 1
     */
    default boolean hits(long number, String what, int attempt) {
        return switch (this) {
            case All _ -> true;
            case Every every -> number % every.n() == 0;
            case Share some -> drawn(some.seed(), what, attempt) < some.share();
        };
    }

    /** From 0 to 1, evenly. */
    private static double drawn(long seed, String what, int attempt) {
        byte[] digest = Sha256.of((seed + "/" + attempt + "/" + what).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
    }
}
