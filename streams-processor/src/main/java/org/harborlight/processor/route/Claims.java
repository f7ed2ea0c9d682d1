package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.JurisdictionBasis;
import org.jspecify.annotations.Nullable;

/**
 * The facts that routing works on, each with the audience of the notice that states it and who stated it. The place
 * where a submitter is established speaks only where nothing else says where people are.
 */
record Claims(List<Claim> all) {
    Claims {
        all = List.copyOf(all);
    }

    /** One fact as one submitter states it; the background has no submitter. */
    record Claim(
            Fact fact,
            @Nullable Audience audience,
            @Nullable String submitterId) {}

    static Claims of(CaseSnapshot snapshot) {
        Set<Claim> claims = new LinkedHashSet<>();
        for (CaseNotice notice : snapshot.standing()) {
            notice.facts()
                    .forEach(fact -> claims.add(new Claim(fact, notice.notice().getAudience(), notice.submitterId())));
        }
        Set<Fact> stated = new LinkedHashSet<>();
        claims.forEach(claim -> stated.add(claim.fact()));
        snapshot.background().facts().stream()
                .filter(fact -> !stated.contains(fact))
                .forEach(fact -> claims.add(new Claim(fact, null, null)));
        boolean peopleKnown = claims.stream().anyMatch(claim -> isAboutPeople(claim.fact()));
        List<Claim> speaking = new ArrayList<>(claims.stream()
                .filter(claim -> !peopleKnown || claim.fact().getBasis() != JurisdictionBasis.ESTABLISHMENT)
                .toList());
        speaking.addAll(ofDesks(snapshot));
        return new Claims(speaking);
    }

    /** What a desk named counts as if each notice said so: within its audience, and never back to who sent it. */
    private static List<Claim> ofDesks(CaseSnapshot snapshot) {
        return snapshot.answers().facts().stream()
                .flatMap(fact -> snapshot.standing().stream()
                        .map(notice -> new Claim(fact, notice.notice().getAudience(), notice.submitterId())))
                .distinct()
                .toList();
    }

    static boolean isAboutPeople(Fact fact) {
        return switch (fact.getBasis()) {
            case REPORTED_PERSON_LOCATION, REPORTED_PERSON_RESIDENCE, OFFENCE_LOCATION -> true;
            case VICTIM_LOCATION, VICTIM_RESIDENCE -> true;
            case HOSTING, ESTABLISHMENT, UNSPECIFIED -> false;
        };
    }

    static boolean isAboutVictim(Fact fact) {
        return switch (fact.getBasis()) {
            case VICTIM_LOCATION, VICTIM_RESIDENCE -> true;
            case REPORTED_PERSON_LOCATION, REPORTED_PERSON_RESIDENCE, OFFENCE_LOCATION -> false;
            case HOSTING, ESTABLISHMENT, UNSPECIFIED -> false;
        };
    }
}
