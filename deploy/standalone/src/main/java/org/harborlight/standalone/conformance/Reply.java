package org.harborlight.standalone.conformance;

import java.time.Duration;
import org.harborlight.standalone.wire.HttpMessage;

/** What came back to a request. */
sealed interface Reply {
    /** A whole response; how long it took, connecting included. */
    record Answered(HttpMessage response, Duration took) implements Reply {}

    /** None; the reason is a code. */
    record Nothing(String reason) implements Reply {}
}
