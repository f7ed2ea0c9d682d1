package org.harborlight.connector.push;

import java.time.Instant;

/** What became of the wish to push a delivery. */
public sealed interface PushOutcome {
    /** The partner was asked; this counts as an attempt. */
    record Answered(PushAnswer answer) implements PushOutcome {}

    /** Nothing is sent: the partner fetches it from its inbox. */
    record Left() implements PushOutcome {}

    /** Nothing was sent, for a reason that will pass; not an attempt. */
    record Postponed(String reason, Instant until) implements PushOutcome {
        /** The reason while the partner's breaker is open. */
        public static final String BREAKER_OPEN = "breaker-open";
    }

    /** Nothing was sent and nothing may be: today's directory forbids what the signed bytes contain. */
    record Withheld(String reason) implements PushOutcome {}

    /** The usual way did not bring it, and the partner's second contact was asked. */
    record Seconded(PushOutcome usual, PushAnswer second) implements PushOutcome {}
}
