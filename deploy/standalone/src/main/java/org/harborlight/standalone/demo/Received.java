package org.harborlight.standalone.demo;

import java.time.Instant;
import java.util.Set;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.SectionKind;

/**
 * A delivery as a demo partner took it.
 *
 * @param opened kinds of section that the partner opened
 * @param unopened kinds of section that came along and stayed closed
 * @param at when it arrived first
 */
record Received(Delivery delivery, Set<SectionKind> opened, Set<SectionKind> unopened, Instant at) {
    Received {
        opened = Set.copyOf(opened);
        unopened = Set.copyOf(unopened);
    }

    /** From the acceptance of the notice to the decision of the processor. */
    long millisToDecision() {
        return delivery.getDecidedAt().toEpochMilli()
                - delivery.getTrigger().getAcceptedAt().toEpochMilli();
    }

    long millisSinceAcceptance() {
        return at.toEpochMilli() - delivery.getTrigger().getAcceptedAt().toEpochMilli();
    }
}
