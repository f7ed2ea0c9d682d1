package org.harborlight.processor.link;

import java.util.List;
import java.util.Optional;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Holders;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;

/**
 * An incident on its way to a case of its own. Immutable.
 *
 * @param notices oldest first, as they stood in the case that they leave
 * @param holders partners that received something of it with that case
 */
record Departure(List<CaseNotice> notices, Holders holders) {
    Departure {
        notices = List.copyOf(notices);
    }

    /** Why a notice that is with desks now would be with nobody in a case of its own; empty where each is with somebody. */
    Optional<String> forNobody(CaseFile from, RoutingSnapshot routing) {
        CaseFile own = CaseFile.opening(from.caseKey(), from.identity()).inheriting(holders);
        for (CaseNotice notice : notices) {
            own = own.joined(notice);
        }
        RoutingDecision decision = Router.route(own.snapshot(), routing);
        boolean all = notices.stream()
                .filter(notice -> notice.stands() && !notice.standing().held())
                .allMatch(notice -> isShown(notice, decision));
        return all ? Optional.empty() : Optional.of(decision.heldReason());
    }

    private static boolean isShown(CaseNotice notice, RoutingDecision decision) {
        return decision.recipients().stream().filter(Recipient::active).anyMatch(one -> decision.shows(one, notice));
    }
}
