package org.harborlight.standalone.simulate;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param retryAfter that a 429 asks for
 * @param late how long after the push a late receipt is sent, and sent again while it is not taken
 * @param drip between two bytes of a slow answer
 */
public record Manners(Duration retryAfter, Duration late, Duration drip) {
    public static final Manners USUAL =
            new Manners(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMillis(500));
}
