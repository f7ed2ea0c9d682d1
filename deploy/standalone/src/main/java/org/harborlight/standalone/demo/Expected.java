package org.harborlight.standalone.demo;

import java.util.Optional;
import java.util.Set;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;

/** What must become of a synthetic notice. */
sealed interface Expected {

    /**
     * Accepted, and given one of these verdicts.
     *
     * @param link how it must have joined a case; empty when it must not have joined one
     * @param onlyKinds if any, no other kind of partner may have received it
     */
    record Accepted(Set<Verdict> verdicts, Optional<LinkKind> link, Set<StakeholderKind> onlyKinds)
            implements Expected {
        static Accepted opened() {
            return new Accepted(Set.of(Verdict.OPENED), Optional.empty(), Set.of());
        }

        static Accepted openedFor(StakeholderKind only) {
            return new Accepted(Set.of(Verdict.OPENED), Optional.empty(), Set.of(only));
        }

        static Accepted ended(Verdict verdict) {
            return new Accepted(Set.of(verdict), Optional.empty(), Set.of());
        }

        static Accepted linked(LinkKind link) {
            Verdict verdict = link == LinkKind.REPLAY ? Verdict.REPLAYED : Verdict.LINKED;
            return new Accepted(Set.of(verdict), Optional.of(link), Set.of());
        }
    }

    /** Refused with this problem. */
    record Refused(int status, String reason) implements Expected {}

    /** No connection at all. */
    record NoHandshake() implements Expected {}
}
