package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Digests;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Route;

/**
 * Sends out what no partner has yet: notices that were held for want of a recipient, and those that wait for the digest
 * of their case. Each recipient gets what it may see. Pure and stateless.
 */
final class CaseReleasing {
    private final Dispatcher dispatcher;

    CaseReleasing(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Routes a case with held notices again. Changes nothing unless one that lacked a recipient now reaches someone. */
    CaseChange review(CaseFile before, RoutingSnapshot routing, Verdicts verdicts) {
        RoutingDecision decision = Router.route(before.snapshot(), routing);
        boolean reaches = decision.recipients().stream()
                .anyMatch(recipient -> held(decision, recipient).stream().anyMatch(notice -> !notice.isWaiting()));
        return reaches ? release(before, decision, routing, verdicts) : CaseChange.nothing();
    }

    /** One version with all that waits, at once. What can reach nobody any more waits for a recipient from then on. */
    CaseChange digest(CaseFile before, RoutingSnapshot routing, Verdicts verdicts) {
        return before.waits()
                ? release(before, Router.route(before.snapshot(), routing), routing, verdicts)
                : CaseChange.nothing();
    }

    /**
     * What waits goes out first, with as much of the rest as its snapshots have room for; one more version after the other
     * brings what is left. Each releases something, the newest at least, so that there is an end of them.
     */
    private CaseChange release(CaseFile before, RoutingDecision decision, RoutingSnapshot routing, Verdicts verdicts) {
        CaseChange change = version(before, decision, verdicts);
        return change.dispatches().isEmpty() || change.heldChanges().isEmpty()
                ? change
                : change.then(review(change.fileAfter(before), routing, verdicts));
    }

    private CaseChange version(CaseFile before, RoutingDecision decision, Verdicts verdicts) {
        CaseFile next = before.nextVersion();
        List<Dispatch> dispatches = new ArrayList<>();
        for (Recipient recipient : decision.recipients()) {
            List<CaseNotice> held = held(decision, recipient);
            if (!held.isEmpty()) {
                List<CaseNotice> waiting =
                        held.stream().filter(CaseNotice::isWaiting).toList();
                CaseNotice cause = waiting.isEmpty() ? held.getFirst() : waiting.getFirst();
                Version version = new Version(next.progress().version(), verdicts, changed(held), waiting);
                dispatches.add(dispatcher.dispatch(decision, recipient, cause, version));
            }
        }
        CaseFile base = dispatches.isEmpty() ? before : next;
        Released released = released(base, decision, dispatches, verdicts, -1);
        return new CaseChange(
                released.appliedTo(base).heldBy(dispatches), released.notices(), dispatches, released.changes(), null);
    }

    private static List<String> changed(List<CaseNotice> held) {
        List<String> changed = new ArrayList<>();
        if (held.stream().anyMatch(notice -> !notice.isWaiting())) {
            changed.add(Changes.RELEASED);
        }
        if (held.stream().anyMatch(CaseNotice::isWaiting)) {
            changed.add(Digests.DIGEST);
        }
        return changed;
    }

    /** Those of the held notices that the recipient may see, newest first. */
    static List<CaseNotice> held(RoutingDecision decision, Recipient recipient) {
        return recipient.active()
                ? decision.view().notices().stream()
                        .filter(notice -> notice.isHeld() && decision.shows(recipient, notice))
                        .toList()
                : List.of();
    }

    /** Held notices as they are afterwards, and what is to be said of them. */
    record Released(List<CaseNotice> notices, List<HeldChange> changes) {
        CaseFile appliedTo(CaseFile file) {
            long gone = changes.stream()
                    .filter(change -> change.getKind() == HeldChangeKind.RELEASED)
                    .count();
            return file.replacing(notices).holding(-(int) gone);
        }
    }

    /**
     * Held notices of the case, but for the one of that number, that arrive now with whoever may see them and gets the
     * version, and those that waited for it in vain.
     */
    static Released released(
            CaseFile file, RoutingDecision decision, List<Dispatch> dispatches, Verdicts verdicts, long except) {
        List<CaseNotice> notices = new ArrayList<>();
        List<HeldChange> changes = new ArrayList<>();
        for (CaseNotice notice : file.snapshot().notices()) {
            if (!notice.standing().held() || notice.sequence() == except) {
                continue;
            }
            List<Dispatch> showing = showing(decision, dispatches, notice);
            if (showing.isEmpty() && notice.isWaiting()) {
                notices.add(notice.waitsForRecipient());
                changes.add(stillHeld(file, notice, decision, verdicts));
            } else if (!showing.isEmpty() && showing.stream().allMatch(dispatch -> dispatch.brings(notice))) {
                notices.add(notice.released());
                changes.add(change(file, notice, decision, routes(showing), verdicts));
            }
        }
        return new Released(notices, changes);
    }

    private static HeldChange change(
            CaseFile file, CaseNotice notice, RoutingDecision decision, List<Route> routes, Verdicts verdicts) {
        return verdicts.change(notice.submitterId(), notice.noticeId(), notice.source(), HeldChangeKind.RELEASED)
                .setReason(notice.isWaiting() ? Digests.DIGEST : Verdicts.RELEASED)
                .setCaseId(file.identity().caseId())
                .setRoutes(routes)
                .setWithheld(decision.withheld())
                .setSupportReferrals(decision.supportReferrals())
                .build();
    }

    private static HeldChange stillHeld(CaseFile file, CaseNotice notice, RoutingDecision decision, Verdicts verdicts) {
        return verdicts.change(notice.submitterId(), notice.noticeId(), notice.source(), HeldChangeKind.STILL_HELD)
                .setReason(decision.heldReason())
                .setCaseId(file.identity().caseId())
                .setWithheld(decision.withheld())
                .build();
    }

    static List<Route> routesShowing(RoutingDecision decision, List<Dispatch> dispatches, CaseNotice notice) {
        return routes(showing(decision, dispatches, notice));
    }

    private static List<Route> routes(List<Dispatch> dispatches) {
        return dispatches.stream().map(Dispatch::route).toList();
    }

    /** Those to recipients that may see the notice. */
    private static List<Dispatch> showing(RoutingDecision decision, List<Dispatch> dispatches, CaseNotice notice) {
        Set<String> seeing = decision.recipients().stream()
                .filter(recipient -> decision.shows(recipient, notice))
                .map(Recipient::partnerId)
                .collect(Collectors.toSet());
        return dispatches.stream()
                .filter(dispatch -> seeing.contains(dispatch.route().getPartnerId()))
                .toList();
    }
}
