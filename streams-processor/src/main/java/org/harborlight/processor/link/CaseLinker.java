package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.processor.link.CaseReleasing.Released;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Digests;
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

    /**
     * Joins a notice that says something, with a version of its case that takes along whatever waits for the digest;
     * retractions are a matter of {@link CaseWithdrawal}.
     */
    CaseChange join(CaseFile before, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts) {
        CaseNotice notice = arrival.joining(before, false);
        CaseFile joined = before.joined(notice).nextVersion();
        RoutingDecision decision = Router.route(joined.snapshot(), routing);
        List<String> changes = Changes.of(before.snapshot(), notice);
        List<Dispatch> dispatches = new ArrayList<>();
        for (Recipient recipient : decision.recipients()) {
            List<CaseNotice> taken = CaseReleasing.held(decision, recipient).stream()
                    .filter(CaseNotice::isWaiting)
                    .toList();
            List<String> changed = changed(decision, recipient, notice, changes, taken);
            Version version = new Version(joined.progress().version(), verdicts, changed, taken);
            cause(decision, recipient, notice, taken)
                    .map(cause -> dispatcher.dispatch(decision, recipient, cause, version))
                    .ifPresent(dispatches::add);
        }
        List<Route> routes = CaseReleasing.routesShowing(decision, dispatches, notice);
        boolean held = routes.isEmpty() && !arrival.isTest();
        CaseNotice placed = arrival.joining(before, held);
        Released released = CaseReleasing.released(joined, decision, dispatches, verdicts, notice.sequence());
        CaseFile after = released.appliedTo(joined.replacing(List.of(placed)))
                .heldBy(dispatches)
                .holding(held ? 1 : 0);
        List<CaseNotice> changed = new ArrayList<>(released.notices());
        changed.add(placed);
        Outcome outcome = outcome(arrival, placed, decision, verdicts)
                .setReason(held ? decision.heldReason() : null)
                .setVersion(after.progress().version())
                .setRoutes(routes)
                .build();
        return new CaseChange(after, changed, dispatches, released.changes(), outcome);
    }

    /**
     * Joins a notice that makes no version: it goes out with the digest.
     *
     * @param decision of the case with the notice in it
     */
    CaseChange defer(CaseFile before, Arrival arrival, RoutingDecision decision, Verdicts verdicts) {
        return unsent(
                before, arrival, arrival.joining(before, true).waitsForDigest(), decision, verdicts, Digests.WAITS);
    }

    /**
     * Joins a notice that can reach nobody and makes no version: it is held for want of a recipient.
     *
     * @param decision of the case with the notice in it
     */
    CaseChange hold(CaseFile before, Arrival arrival, RoutingDecision decision, Verdicts verdicts) {
        return unsent(before, arrival, arrival.joining(before, true), decision, verdicts, decision.heldReason());
    }

    private static CaseChange unsent(
            CaseFile before,
            Arrival arrival,
            CaseNotice placed,
            RoutingDecision decision,
            Verdicts verdicts,
            String reason) {
        Outcome outcome =
                outcome(arrival, placed, decision, verdicts).setReason(reason).build();
        return new CaseChange(before.joined(placed).holding(1), List.of(placed), List.of(), List.of(), outcome);
    }

    /** What waited says no more of the new notice than the recipient may see. */
    private static List<String> changed(
            RoutingDecision decision,
            Recipient recipient,
            CaseNotice notice,
            List<String> changes,
            List<CaseNotice> taken) {
        List<String> changed = new ArrayList<>();
        if (decision.shows(recipient, notice) || !decision.holds(recipient)) {
            changed.addAll(changes);
        }
        if (!taken.isEmpty()) {
            changed.add(Digests.DIGEST);
        }
        return changed;
    }

    /**
     * The new notice where the recipient may see it, else the newest that waits, else, for one that has nothing of the case
     * yet, the newest it may see.
     */
    private static Optional<CaseNotice> cause(
            RoutingDecision decision, Recipient recipient, CaseNotice notice, List<CaseNotice> taken) {
        if (!recipient.active()) {
            return Optional.empty();
        }
        List<CaseNotice> visible = decision.view().notices().stream()
                .filter(one -> decision.shows(recipient, one))
                .toList();
        Optional<CaseNotice> own = visible.stream()
                .filter(one -> one.sequence() == notice.sequence())
                .findFirst()
                .or(() -> taken.stream().findFirst());
        return own.isPresent() || decision.holds(recipient)
                ? own
                : visible.stream().findFirst();
    }

    private static Outcome.Builder outcome(
            Arrival arrival, CaseNotice notice, RoutingDecision decision, Verdicts verdicts) {
        LinkKind link = notice.standing().link();
        boolean held = notice.standing().held();
        boolean page = decision.noDesk() && !arrival.isTest() && notice.notice().getPriority() == Priority.IMMINENT;
        return verdicts.outcome(notice.accepted(), notice.source(), verdict(arrival, link, held))
                .setLink(link)
                .setCaseId(decision.view().identity().caseId())
                .setWithheld(decision.withheld())
                .setSafeguards(decision.appliedSafeguards())
                .setSupportReferrals(decision.supportReferrals())
                .setOperatorPage(page)
                .setTest(arrival.isTest());
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
