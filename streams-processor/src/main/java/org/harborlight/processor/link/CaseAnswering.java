package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.harborlight.processor.link.CaseReleasing.Released;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.StakeholderKind;

/**
 * Says what follows for a case from a desk's answer, or from what the other lane tells: a version for the hotlines that
 * have it, or one for those who now receive it as well. Nobody loses the case by it. What waits for the digest has gone out
 * before. Pure and stateless.
 */
final class CaseAnswering {
    private final Dispatcher dispatcher;

    CaseAnswering(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** A version that states the holds as they now are, for hotlines that have more than a pointer. */
    CaseChange tellHotlines(CaseFile before, RoutingSnapshot routing, Verdicts verdicts, String what) {
        RoutingDecision decision = Router.route(before.snapshot(), routing);
        return version(
                before,
                decision,
                verdicts,
                what,
                recipient -> recipient.partner().getKind() == StakeholderKind.HOTLINE
                        && decision.holds(recipient)
                        && !recipient.pointer());
    }

    /** A version for those who do not have the case, or no more than a pointer to it, and receive it as it is routed now. */
    CaseChange reroute(CaseFile before, RoutingSnapshot routing, Verdicts verdicts) {
        RoutingDecision decision = Router.route(before.snapshot(), routing);
        return version(before, decision, verdicts, Changes.REROUTED, decision::isNew);
    }

    /** A version for those who have the case from the other lane, and from this one not, or no more than a pointer to it. */
    CaseChange share(CaseFile before, RoutingSnapshot routing, Verdicts verdicts) {
        RoutingDecision decision = Router.route(before.snapshot(), routing);
        return version(
                before,
                decision,
                verdicts,
                Changes.OTHER_LANE,
                recipient -> decision.holdsElsewhere(recipient) && decision.isNew(recipient));
    }

    private CaseChange version(
            CaseFile before, RoutingDecision decision, Verdicts verdicts, String what, Predicate<Recipient> which) {
        CaseFile next = before.nextVersion();
        Version version = new Version(next.progress().version(), verdicts, List.of(what));
        List<Dispatch> dispatches = new ArrayList<>();
        for (Recipient recipient : decision.recipients()) {
            if (recipient.active() && which.test(recipient)) {
                newest(decision, recipient)
                        .map(cause -> dispatcher.dispatch(decision, recipient, cause, version))
                        .ifPresent(dispatches::add);
            }
        }
        if (dispatches.isEmpty()) {
            return CaseChange.nothing();
        }
        Released released = CaseReleasing.released(next, decision, dispatches, verdicts, -1);
        CaseFile after = released.appliedTo(next).heldBy(dispatches);
        return new CaseChange(after, released.notices(), dispatches, released.changes(), null);
    }

    /** A case of which nothing stands has nothing to take down, and belongs nowhere. */
    private static Optional<CaseNotice> newest(RoutingDecision decision, Recipient recipient) {
        return decision.view().standing().stream()
                .filter(notice -> decision.shows(recipient, notice))
                .findFirst();
    }
}
