package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.processor.link.CaseReleasing.Released;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseNotice.Standing;
import org.harborlight.processor.route.Holders;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.processor.state.MovedStanding;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.LinkKind;

/**
 * Takes the notices of an incident into its own case, as they stood in the case that it left: with the facts of their
 * arrival, withdrawn where they were withdrawn, held where they were held. With the last of them the case goes out, whole:
 * to those whom rules find, and to those who had it with the other case. No notice gets a verdict here: it has one. Pure and stateless.
 */
final class CaseAdoption {
    private final Dispatcher dispatcher;
    private final CaseReleasing releasing;

    CaseAdoption(Dispatcher dispatcher, CaseReleasing releasing) {
        this.dispatcher = dispatcher;
        this.releasing = releasing;
    }

    /** @param before the case, and the whole of it for the last notice */
    CaseChange adopt(
            CaseFile before, CaseNotice notice, MovedStanding moved, RoutingSnapshot routing, Verdicts verdicts) {
        if (before.snapshot().notices().stream().anyMatch(one -> one.source().equals(notice.source()))) {
            return CaseChange.nothing();
        }
        CaseNotice placed = placed(before, notice);
        CaseFile joined = before.inheriting(Holders.of(moved.getHolders(), moved.getPointed()))
                .joined(placed)
                .holding(placed.standing().held() ? 1 : 0);
        HeldChange told = verdicts.change(
                        placed.submitterId(), placed.noticeId(), placed.source(), HeldChangeKind.OWN_CASE)
                .setReason(Changes.UNLINKED)
                .setCaseId(joined.identity().caseId())
                .build();
        CaseChange change = new CaseChange(joined, List.of(placed), List.of(), List.of(told), null);
        return moved.getLast() ? change.then(goOut(joined, routing, verdicts)) : change;
    }

    /** All of one reference: the first opens the case, and who sent it sent the others. */
    private static CaseNotice placed(CaseFile file, CaseNotice notice) {
        Standing before = notice.standing();
        LinkKind link = before.link() == null || before.link() == LinkKind.CORROBORATION
                ? file.linkOf(notice.submitterId())
                : before.link();
        return notice.placed(
                file.progress().noticeCount(),
                new Standing(link, before.retracted(), before.held(), before.waiting(), false));
    }

    private CaseChange goOut(CaseFile before, RoutingSnapshot routing, Verdicts verdicts) {
        RoutingDecision decision = Router.route(before.snapshot(), routing);
        CaseFile next = before.nextVersion();
        List<Dispatch> dispatches = new ArrayList<>();
        for (Recipient recipient : decision.recipients()) {
            newest(decision, recipient)
                    .map(cause -> dispatcher.dispatch(
                            decision,
                            recipient,
                            cause,
                            new Version(
                                    next.progress().version(),
                                    verdicts,
                                    List.of(Changes.OPENED, Changes.UNLINKED),
                                    waiting(decision, recipient))))
                    .ifPresent(dispatches::add);
        }
        CaseFile base = dispatches.isEmpty() ? before : next;
        Released released = CaseReleasing.released(base, decision, dispatches, verdicts, -1);
        CaseFile after = released.appliedTo(base).heldBy(dispatches);
        CaseChange change = new CaseChange(after, released.notices(), dispatches, released.changes(), null);
        return dispatches.isEmpty() ? change : change.then(releasing.review(after, routing, verdicts));
    }

    private static List<CaseNotice> waiting(RoutingDecision decision, Recipient recipient) {
        return CaseReleasing.held(decision, recipient).stream()
                .filter(CaseNotice::isWaiting)
                .toList();
    }

    /** What is all withdrawn opens nothing for anybody. */
    private static Optional<CaseNotice> newest(RoutingDecision decision, Recipient recipient) {
        return recipient.active()
                ? decision.view().standing().stream()
                        .filter(notice -> decision.shows(recipient, notice))
                        .findFirst()
                : Optional.empty();
    }
}
