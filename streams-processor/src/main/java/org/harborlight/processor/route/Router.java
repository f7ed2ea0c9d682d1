package org.harborlight.processor.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.harborlight.processor.route.Candidates.Candidate;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.directory.Directory;

/**
 * Decides who receives a case: safeguards first, then the rules, then every partner that already holds the case, then,
 * for a child in danger that no desk covers, the fallback desks. Pure and stateless.
 */
public final class Router {
    private Router() {}

    /** Routes the case as it stands against one directory snapshot. */
    public static RoutingDecision route(CaseSnapshot snapshot, RoutingSnapshot routing) {
        Circumstances circumstances = snapshot.circumstances();
        Safeguards safeguards = Safeguards.of(circumstances, ChildUploader.isIn(snapshot));
        CaseSnapshot view = ChildUploader.protect(DeskFacts.stated(snapshot, routing.directory()));
        Candidates candidates = new RecipientSearch(view, routing, circumstances, safeguards).search();
        List<CaseNotice> uncovered = imminent(view).stream()
                .filter(notice -> !candidates.anyMatch(candidate ->
                        isDesk(candidate) && Audiences.shows(notice.notice().getAudience(), candidate.partner())))
                .toList();
        boolean noDesk = !uncovered.isEmpty() || (circumstances.imminent() && !candidates.anyMatch(Router::isDesk));
        addHolders(candidates, view, routing);
        if (noDesk) {
            addFallbackDesks(candidates, view, routing);
        }
        RuleTable rules = routing.directory().rules();
        Release release = new Release(safeguards, rules.getVersion(), view);
        return new RoutingDecision(
                view,
                circumstances,
                safeguards,
                candidates.found().stream().map(release::recipient).toList(),
                candidates.withheld(),
                SupportReferrals.of(view, safeguards, routing.directory()),
                noDesk);
    }

    /** Notices of a child in danger. A desk that the case has through another notice may not be one of theirs. */
    private static List<CaseNotice> imminent(CaseSnapshot view) {
        return view.standing().stream()
                .filter(notice -> notice.notice().getPriority() == Priority.IMMINENT)
                .toList();
    }

    /** One that another desk only named has not been found: it opens less than the fallback desk would. */
    private static boolean isDesk(Candidate candidate) {
        return candidate.partner().getKind() == StakeholderKind.LAW_ENFORCEMENT && !candidate.onlyNamedByDesk();
    }

    /**
     * Whoever holds the case, from either lane, goes on receiving it, whatever today's rules say; but what only it has said
     * on this lane does not go back to it.
     */
    private static void addHolders(Candidates candidates, CaseSnapshot view, RoutingSnapshot routing) {
        for (String partnerId : view.holders().and(view.elsewhere()).all().stream()
                .filter(partnerId -> view.holders().contain(partnerId) || !saidAll(partnerId, view))
                .sorted()
                .toList()) {
            Optional<Participant> partner = routing.directory().participant(partnerId);
            if (partner.isPresent()
                    && routing.reaches(partnerId, view.identity().lane())) {
                candidates.addHolder(partner.get());
            } else {
                candidates.withhold(
                        partner.map(Participant::getKind).orElse(StakeholderKind.UNSPECIFIED),
                        null,
                        partnerId,
                        RecipientSearch.NO_DELIVERY_TOPIC);
            }
        }
    }

    private static boolean saidAll(String partnerId, CaseSnapshot view) {
        return view.standing().stream().allMatch(notice -> notice.submitterId().equals(partnerId));
    }

    private static void addFallbackDesks(Candidates candidates, CaseSnapshot view, RoutingSnapshot routing) {
        Directory directory = routing.directory();
        List<CaseNotice> imminent = imminent(view);
        directory.participants().stream()
                .filter(partner -> partner.getFallbackDesk()
                        && partner.getReceives()
                        && partner.getStatus() == ParticipantStatus.ACTIVE
                        && (!view.identity().test() || partner.getAcceptsTest())
                        && routing.reaches(
                                partner.getParticipantId(), view.identity().lane())
                        && imminent.stream().anyMatch(notice -> mayTake(partner, notice)))
                .sorted(Comparator.comparing(Participant::getParticipantId))
                .forEach(candidates::addFallback);
    }

    private static boolean mayTake(Participant desk, CaseNotice notice) {
        return !Audiences.excludes(notice.notice().getAudience(), desk)
                && !desk.getParticipantId().equals(notice.submitterId());
    }
}
