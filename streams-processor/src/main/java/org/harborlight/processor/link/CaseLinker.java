package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Joins a notice to its case, routes the case as it then stands, and says everything that follows. A duplicate is
 * linked and counted and reaches every holder; nothing it says is dropped. Pure and stateless: state comes in and goes
 * out as values.
 */
final class CaseLinker {
    private final Dispatcher dispatcher;

    CaseLinker(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Joins a notice that says something; retractions are a matter of {@link CaseWithdrawal}. */
    CaseChange join(CaseFile before, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts) {
        CaseNotice notice = arrival.joining(before, false);
        CaseFile joined = before.joined(notice);
        RoutingDecision decision = Router.route(joined.snapshot(), routing);
        Version version = new Version(joined.progress().version(), verdicts, Changes.of(before.snapshot(), notice));
        List<Dispatch> dispatches = new ArrayList<>();
        for (Recipient recipient : decision.recipients()) {
            cause(decision, recipient, notice)
                    .map(cause -> dispatcher.dispatch(decision, recipient, cause, version))
                    .ifPresent(dispatches::add);
        }
        List<Route> routes = routesShowing(decision, dispatches, notice);
        boolean held = routes.isEmpty() && !arrival.isTest();
        CaseNotice placed = arrival.joining(before, held);
        Released released = release(joined, decision, dispatches, verdicts, notice.sequence());
        CaseFile after = joined.replacing(List.of(placed))
                .replacing(released.notices())
                .heldBy(dispatches)
                .holding((held ? 1 : 0) - released.notices().size());
        List<CaseNotice> changed = new ArrayList<>(released.notices());
        changed.add(placed);
        Outcome outcome = outcome(after, arrival, decision, routes, verdicts);
        return new CaseChange(after, changed, dispatches, released.changes(), outcome);
    }

    /**
     * Routes a case with held notices again. Changes nothing unless a held notice now reaches someone.
     */
    CaseChange review(CaseFile before, RoutingSnapshot routing, Verdicts verdicts) {
        RoutingDecision decision = Router.route(before.snapshot(), routing);
        CaseFile next = before.nextVersion();
        Version version = new Version(next.progress().version(), verdicts, List.of(Changes.RELEASED));
        List<CaseNotice> waiting = decision.view().notices().stream()
                .filter(notice -> notice.standing().held() && notice.stands())
                .toList();
        List<Dispatch> dispatches = new ArrayList<>();
        for (Recipient recipient : decision.recipients()) {
            waiting.stream()
                    .filter(notice -> recipient.active() && decision.shows(recipient, notice))
                    .findFirst()
                    .map(cause -> dispatcher.dispatch(decision, recipient, cause, version))
                    .ifPresent(dispatches::add);
        }
        if (dispatches.isEmpty()) {
            return new CaseChange(null, List.of(), List.of(), List.of(), null);
        }
        Released released = release(next, decision, dispatches, verdicts, -1);
        CaseFile after = next.replacing(released.notices())
                .heldBy(dispatches)
                .holding(-released.notices().size());
        return new CaseChange(after, released.notices(), dispatches, released.changes(), null);
    }

    /** The new notice where the recipient may see it, else, for one that has nothing of the case yet, the newest it may. */
    private static Optional<CaseNotice> cause(RoutingDecision decision, Recipient recipient, CaseNotice notice) {
        if (!recipient.active()) {
            return Optional.empty();
        }
        List<CaseNotice> visible = decision.view().notices().stream()
                .filter(one -> decision.shows(recipient, one))
                .toList();
        Optional<CaseNotice> own = visible.stream()
                .filter(one -> one.sequence() == notice.sequence())
                .findFirst();
        return own.isPresent() || decision.holds(recipient)
                ? own
                : visible.stream().findFirst();
    }

    record Released(List<CaseNotice> notices, List<HeldChange> changes) {}

    /** Held notices of the case, but for the new one, that someone receives now. */
    static Released release(
            CaseFile file, RoutingDecision decision, List<Dispatch> dispatches, Verdicts verdicts, long except) {
        List<CaseNotice> notices = new ArrayList<>();
        List<HeldChange> changes = new ArrayList<>();
        for (CaseNotice notice : file.snapshot().notices()) {
            if (!notice.standing().held() || notice.sequence() == except) {
                continue;
            }
            List<Route> routes = routesShowing(decision, dispatches, notice);
            if (!routes.isEmpty()) {
                notices.add(notice.released());
                changes.add(verdicts.change(
                                notice.submitterId(), notice.noticeId(), notice.source(), HeldChangeKind.RELEASED)
                        .setCaseId(file.identity().caseId())
                        .setRoutes(routes)
                        .setWithheld(decision.withheld())
                        .setSupportReferrals(decision.supportReferrals())
                        .build());
            }
        }
        return new Released(notices, changes);
    }

    private static List<Route> routesShowing(RoutingDecision decision, List<Dispatch> dispatches, CaseNotice notice) {
        Set<String> seeing = decision.recipients().stream()
                .filter(recipient -> decision.shows(recipient, notice))
                .map(Recipient::partnerId)
                .collect(Collectors.toSet());
        return dispatches.stream()
                .map(Dispatch::route)
                .filter(route -> seeing.contains(route.getPartnerId()))
                .toList();
    }

    private static Outcome outcome(
            CaseFile after, Arrival arrival, RoutingDecision decision, List<Route> routes, Verdicts verdicts) {
        CaseNotice notice = after.snapshot().notices().getFirst();
        LinkKind link = notice.standing().link();
        boolean held = notice.standing().held();
        boolean page = decision.noDesk() && !arrival.isTest() && notice.notice().getPriority() == Priority.IMMINENT;
        return verdicts.outcome(notice.accepted(), notice.source(), verdict(arrival, link, held))
                .setLink(link)
                .setCaseId(after.identity().caseId())
                .setVersion(after.progress().version())
                .setReason(held ? decision.heldReason() : null)
                .setRoutes(routes)
                .setWithheld(decision.withheld())
                .setSafeguards(decision.appliedSafeguards())
                .setSupportReferrals(decision.supportReferrals())
                .setOperatorPage(page)
                .setTest(arrival.isTest())
                .build();
    }

    private static Verdict verdict(Arrival arrival, @Nullable LinkKind link, boolean held) {
        if (arrival.isTest()) {
            return Verdict.TEST;
        }
        if (held) {
            return Verdict.HELD;
        }
        return link == null ? Verdict.OPENED : Verdict.LINKED;
    }
}
