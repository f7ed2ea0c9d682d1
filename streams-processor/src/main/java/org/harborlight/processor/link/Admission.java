package org.harborlight.processor.link;

import org.harborlight.processor.state.ReferenceCase;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.processor.state.Withdrawal;
import org.harborlight.schemas.LinkKind;
import org.jspecify.annotations.Nullable;

/** What admit makes of a notice, from what its reference remembers. */
sealed interface Admission {
    /** Seen before, byte for byte; {@code caseKey} is null where it went to the other lane. */
    record Replay(@Nullable String caseKey) implements Admission {}

    /** Refers to a notice that this lane does not know: the other lane may. */
    record HandOver() implements Admission {}

    /** A retraction of a notice that neither lane knows yet; {@code link} is a conflict where its id had another content. */
    record AwaitOriginal(LinkKind link) implements Admission {}

    /** A notice whose retraction came first. */
    record AlreadyWithdrawn(Withdrawal withdrawal) implements Admission {}

    /** Goes to its case; {@code link} is null where the case decides how it joins. */
    record Forward(String caseKey, @Nullable LinkKind link, Known known) implements Admission {}

    /** What the reference book says of a notice and of its reference; null for nothing. */
    record Known(@Nullable SeenNotice notice, @Nullable ReferenceCase reference) {}

    /** Seen before, and redriven: goes to its case again, which may not have it; nothing more is remembered. */
    record Again(String caseKey, @Nullable LinkKind link) implements Admission {}

    /** A test: goes to a case of its own, and nothing remembers it. */
    record Rehearse(String caseKey) implements Admission {}
}
