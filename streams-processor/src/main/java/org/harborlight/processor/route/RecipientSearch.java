package org.harborlight.processor.route;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.harborlight.processor.route.Candidates.Candidate;
import org.harborlight.processor.route.Claims.Claim;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.Rule;
import org.harborlight.schemas.RuleEffect;
import org.harborlight.schemas.RuleFlag;
import org.harborlight.schemas.StakeholderKind;

/**
 * Goes through the rule table fact by fact and finds the partners that receive a case, and those left out with the
 * reason. One search serves one decision; used by one thread.
 */
final class RecipientSearch {
    static final String NOT_ACTIVE = "not-active";
    static final String WITHHELD_BY_SUBMITTER = "withheld-by-submitter";
    static final String DENIED_BY_RULE = "denied-by-rule";
    static final String NO_DELIVERY_TOPIC = "no-delivery-topic";
    static final String MANUAL_REVIEW_ONLY = "manual-review-only";

    private final CaseSnapshot snapshot;
    private final RoutingSnapshot routing;
    private final Safeguards safeguards;
    private final RuleConditions conditions;
    private final List<Claim> claims;
    private final List<Participant> partners;
    private final Candidates candidates = new Candidates();

    RecipientSearch(
            CaseSnapshot snapshot, RoutingSnapshot routing, Circumstances circumstances, Safeguards safeguards) {
        this.snapshot = snapshot;
        this.routing = routing;
        this.safeguards = safeguards;
        this.conditions = new RuleConditions(circumstances, routing.directory());
        this.claims = Claims.of(snapshot).all();
        this.partners = routing.directory().participants().stream()
                .sorted(Comparator.comparing(Participant::getParticipantId))
                .toList();
    }

    Candidates search() {
        Set<String> denied = denied(claims);
        Set<String> deniedByOthers = denied(
                claims.stream().filter(claim -> !DeskFacts.isOne(claim.fact())).toList());
        for (Claim claim : claims) {
            for (Rule rule : routing.directory().rules().getRules()) {
                if (rule.getEffect() == RuleEffect.ALLOW && conditions.apply(rule, claim.fact())) {
                    match(rule, claim, DeskFacts.isOne(claim.fact()) ? denied : deniedByOthers);
                }
            }
        }
        if (safeguards.unreviewed()) {
            hotlinesFirst();
        }
        return candidates;
    }

    /** A hotline that a desk only named takes the case from no one, but for those that are only named as well. */
    private void hotlinesFirst() {
        boolean found = candidates.anyMatch(one -> isHotline(one) && !one.onlyNamedByDesk());
        if (found || candidates.anyMatch(RecipientSearch::isHotline)) {
            candidates.withholdAll(
                    StakeholderKind.LAW_ENFORCEMENT,
                    desk -> found || desk.onlyNamedByDesk(),
                    Safeguards.withheld(Safeguards.NOT_REVIEWED));
        }
    }

    private static boolean isHotline(Candidate candidate) {
        return candidate.partner().getKind() == StakeholderKind.HOTLINE;
    }

    /** What a desk named denies only what a desk named: its word takes from nobody what other facts give. */
    private Set<String> denied(List<Claim> claims) {
        Set<String> denied = new HashSet<>();
        for (Rule rule : routing.directory().rules().getRules()) {
            if (rule.getEffect() == RuleEffect.DENY) {
                claims.stream()
                        .filter(claim -> conditions.apply(rule, claim.fact()))
                        .forEach(claim -> partners.stream()
                                .filter(partner -> conditions.covers(partner, rule, claim.fact()))
                                .forEach(partner -> denied.add(partner.getParticipantId())));
            }
        }
        return denied;
    }

    private void match(Rule rule, Claim claim, Set<String> denied) {
        String country = claim.fact().getCountry();
        if (conditions.manualReviewOnly(country)) {
            candidates.withhold(rule.getRecipientKind(), country, null, MANUAL_REVIEW_ONLY);
            return;
        }
        for (Participant partner : partners) {
            if (isCandidate(partner, rule, claim)) {
                refuses(partner, rule, claim, denied)
                        .ifPresentOrElse(
                                reason -> candidates.withhold(
                                        partner.getKind(), country, partner.getParticipantId(), reason),
                                () -> candidates.add(partner, new Match(rule, claim.fact())));
            }
        }
    }

    /** A notice never goes back to who sent it, and a test never to a partner that does not ask for tests. */
    private boolean isCandidate(Participant partner, Rule rule, Claim claim) {
        return partner.getReceives()
                && conditions.covers(partner, rule, claim.fact())
                && !partner.getParticipantId().equals(claim.submitterId())
                && (!snapshot.identity().test() || partner.getAcceptsTest());
    }

    private Optional<String> refuses(Participant partner, Rule rule, Claim claim, Set<String> denied) {
        String country = claim.fact().getCountry();
        if (denied.contains(partner.getParticipantId())) {
            return Optional.of(DENIED_BY_RULE);
        }
        Optional<String> safeguard =
                safeguards.refuses(partner.getKind(), rule.getFlags().contains(RuleFlag.NATIONAL_DUTY));
        if (safeguard.isPresent()) {
            return safeguard;
        }
        if (!Audiences.admits(claim.audience(), partner, country)) {
            return Optional.of(WITHHELD_BY_SUBMITTER);
        }
        if (partner.getStatus() != ParticipantStatus.ACTIVE) {
            return Optional.of(NOT_ACTIVE);
        }
        return routing.reaches(partner.getParticipantId(), snapshot.identity().lane())
                ? Optional.empty()
                : Optional.of(NO_DELIVERY_TOPIC);
    }
}
