package org.harborlight.processor.link;

import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.jspecify.annotations.Nullable;

/** What came of reading a record of a notice topic. */
sealed interface Reading {
    /** Accepted by the gateway beyond doubt, and understood. */
    record Understood(AcceptedNotice accepted, IncidentNotice notice) implements Reading {}

    /** A dead letter: the reason code, and the outer record where that much could be read. */
    record Unreadable(String reason, @Nullable AcceptedNotice accepted) implements Reading {}
}
