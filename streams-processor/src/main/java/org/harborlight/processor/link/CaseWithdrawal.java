package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.Verdict;

/**
 * Withdraws a submitter's own notice, and what the same submitter built on it, from a case. Reaches every partner that
 * holds the case, whatever today's rules say; opens nothing for anyone else. The withdrawal of what still waited for the
 * digest makes no delivery; later snapshots list both, and of the notice only that it was withdrawn. Pure and stateless.
 */
final class CaseWithdrawal {
    private final Dispatcher dispatcher;

    CaseWithdrawal(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** @param before the whole case */
    CaseChange withdraw(CaseFile before, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts) {
        if (!before.hasNotices()) {
            return nothingToWithdraw(arrival, verdicts);
        }
        CaseNotice retraction = arrival.joining(before, false);
        Set<Long> withdrawn = withdrawn(before, retraction.notice());
        RetractionReason reason =
                Objects.requireNonNullElse(retraction.notice().getRetractionReason(), RetractionReason.UNSPECIFIED);
        CaseFile after = before.joined(retraction)
                .nextVersion()
                .rewritten(notice -> withdrawn.contains(notice.sequence()) ? notice.withdrawn(reason) : notice);
        RoutingDecision decision = Router.route(after.snapshot(), routing);
        boolean unheard = onlyWaited(before, withdrawn);
        Version version = new Version(after.progress().version(), verdicts, Changes.of(before.snapshot(), retraction));
        List<Dispatch> dispatches = decision.recipients().stream()
                .filter(recipient -> !unheard && decision.holds(recipient) && decision.shows(recipient, retraction))
                .map(recipient -> dispatcher.dispatch(decision, recipient, retraction, version))
                .toList();
        List<HeldChange> closed = closed(before, withdrawn, verdicts);
        List<CaseNotice> changed = new ArrayList<>(after.snapshot().notices().stream()
                .filter(notice -> withdrawn.contains(notice.sequence()))
                .toList());
        changed.add(retraction);
        return new CaseChange(
                after.holding(-closed.size()),
                changed,
                dispatches,
                closed,
                verdicts.outcome(
                                retraction.accepted(),
                                retraction.source(),
                                arrival.isTest() ? Verdict.TEST : Verdict.LINKED)
                        .setLink(retraction.standing().link())
                        .setCaseId(after.identity().caseId())
                        .setVersion(after.progress().version())
                        .setRoutes(dispatches.stream().map(Dispatch::route).toList())
                        .setWithheld(decision.withheld())
                        .setTest(arrival.isTest())
                        .build());
    }

    /** The notice itself, in every content sent under its id, and whatever its submitter added to it or restated of it. */
    private static Set<Long> withdrawn(CaseFile file, IncidentNotice retraction) {
        Set<String> ids = new HashSet<>();
        ids.add(retraction.getRefersTo());
        Set<Long> sequences = new HashSet<>();
        for (CaseNotice notice : file.snapshot().notices().reversed()) {
            boolean own = notice.submitterId().equals(retraction.getSubmitterId())
                    && !notice.standing().unlinked();
            boolean builtOn = ids.contains(notice.noticeId())
                    || ids.contains(notice.notice().getRefersTo());
            if (own && builtOn && notice.notice().getKind() != NoticeKind.RETRACTION) {
                ids.add(notice.noticeId());
                sequences.add(notice.sequence());
            }
        }
        return sequences;
    }

    private static boolean onlyWaited(CaseFile file, Set<Long> withdrawn) {
        return !withdrawn.isEmpty()
                && file.snapshot().notices().stream()
                        .filter(notice -> withdrawn.contains(notice.sequence()))
                        .allMatch(CaseNotice::isWaiting);
    }

    private static List<HeldChange> closed(CaseFile before, Set<Long> withdrawn, Verdicts verdicts) {
        return before.snapshot().notices().stream()
                .filter(notice -> notice.standing().held() && withdrawn.contains(notice.sequence()))
                .map(notice ->
                        verdicts.closed(notice.submitterId(), notice.noticeId(), notice.source(), Verdicts.RETRACTED))
                .toList();
    }

    /** The case was forgotten in between: held, and closed at once, since nothing will ever change it. */
    private static CaseChange nothingToWithdraw(Arrival arrival, Verdicts verdicts) {
        CaseNotice notice = arrival.notice();
        List<HeldChange> closed = arrival.isTest()
                ? List.of()
                : List.of(verdicts.closed(
                        notice.submitterId(), notice.noticeId(), notice.source(), Verdicts.NOTHING_TO_WITHDRAW));
        return new CaseChange(
                null,
                List.of(),
                List.of(),
                closed,
                verdicts.outcome(notice.accepted(), notice.source(), arrival.isTest() ? Verdict.TEST : Verdict.HELD)
                        .setLink(Objects.requireNonNullElse(arrival.settled(), LinkKind.RETRACTION))
                        .setReason(Verdicts.NOTHING_TO_WITHDRAW)
                        .setTest(arrival.isTest())
                        .build());
    }
}
