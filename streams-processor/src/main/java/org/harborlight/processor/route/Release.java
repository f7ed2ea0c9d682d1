package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.processor.enrich.Facts;
import org.harborlight.processor.route.Candidates.Candidate;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.SectionKind;

/**
 * Decides which sections a partner may open: the union of what its rules release, less what its facts and the
 * safeguards do not carry, never more than its profile. Who is in danger now counts for more than a border: a fallback
 * desk opens all that its profile allows. Pure.
 */
record Release(Safeguards safeguards, String rulesVersion, CaseSnapshot view) {
    private static final String FALLBACK_RULE = "fallback-desk";
    private static final String HOLDER_RULE = "holder";
    private static final String EARLIER_VERSION = "Received an earlier version of this case.";
    private static final String OTHER_LANE = "Received this case from the other lane.";
    private static final int MAX_REASONS = 64;

    Recipient recipient(Candidate candidate) {
        Set<String> applied = new LinkedHashSet<>(safeguards.names());
        Set<SectionKind> sections = sections(candidate, applied);
        return new Recipient(
                candidate.partner(),
                candidate.matches().isEmpty()
                        ? null
                        : candidate.matches().getFirst().fact().getCountry(),
                reasons(candidate),
                sections,
                new ArrayList<>(applied),
                isPointer(candidate));
    }

    /** A pointer stays one until a rule gives the case, and a case that was given is not taken back. */
    private boolean isPointer(Candidate candidate) {
        return !candidate.fallback()
                && !view.hasBeenShown(candidate.partner().getParticipantId())
                && candidate.matches().stream().allMatch(match -> match.rule().getPointerOnly());
    }

    private Set<SectionKind> sections(Candidate candidate, Set<String> applied) {
        Set<SectionKind> released = EnumSet.noneOf(SectionKind.class);
        candidate.matches().forEach(match -> released.addAll(released(match, applied)));
        if (candidate.matches().stream().noneMatch(match -> carriesVictim(match.fact()))) {
            released.remove(SectionKind.CHILD_VICTIM);
        }
        List<SectionKind> profile = candidate.partner().getReleaseProfile().getSections();
        if (candidate.fallback()) {
            released.addAll(profile);
        }
        released.retainAll(profile);
        if (safeguards.uploaderIsChild() && !candidate.fallback() && !released.contains(SectionKind.CHILD_VICTIM)) {
            released.remove(SectionKind.REPORTED_PERSON);
        }
        return released;
    }

    private Set<SectionKind> released(Match match, Set<String> applied) {
        if (match.rule().getPointerOnly()) {
            return Set.of();
        }
        Set<SectionKind> sections = Set.copyOf(match.rule().getRelease());
        Set<SectionKind> narrowed = Safeguards.withoutIdentity(sections);
        if (!Facts.isStrong(match.fact())) {
            if (narrowed.size() < sections.size()) {
                applied.add(Safeguards.WEAK_FACT);
            }
            return narrowed;
        }
        return safeguards.unreviewed() || (safeguards.childConcerned() && !staysAtHome(match.fact()))
                ? narrowed
                : sections;
    }

    private static boolean carriesVictim(Fact fact) {
        return Facts.isStrong(fact) && Claims.isAboutVictim(fact);
    }

    /** Identity of a child that may be blamed goes only to a desk of the country where a person is known to be. */
    private static boolean staysAtHome(Fact fact) {
        return switch (fact.getBasis()) {
            case REPORTED_PERSON_LOCATION, REPORTED_PERSON_RESIDENCE, VICTIM_LOCATION, VICTIM_RESIDENCE -> true;
            case OFFENCE_LOCATION, HOSTING, ESTABLISHMENT, UNSPECIFIED -> false;
        };
    }

    private List<DeliveryReason> reasons(Candidate candidate) {
        List<DeliveryReason> reasons = new ArrayList<>();
        candidate.matches().stream()
                .map(match -> match.reason(rulesVersion))
                .distinct()
                .limit(MAX_REASONS)
                .forEach(reasons::add);
        if (candidate.fallback()) {
            reasons.add(own(FALLBACK_RULE, "Imminent danger, and no law-enforcement desk covers it."));
        }
        if (reasons.isEmpty()) {
            boolean here = view.holders().contain(candidate.partner().getParticipantId());
            reasons.add(own(HOLDER_RULE, here ? EARLIER_VERSION : OTHER_LANE));
        }
        return reasons;
    }

    private DeliveryReason own(String ruleId, String text) {
        return DeliveryReason.newBuilder()
                .setRuleId(ruleId)
                .setRulesVersion(rulesVersion)
                .setText(text)
                .build();
    }
}
