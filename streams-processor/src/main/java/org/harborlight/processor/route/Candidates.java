package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Withheld;
import org.jspecify.annotations.Nullable;

/**
 * Partners found so far, each with every match, and those left out with the reason. One partner stands on one side only:
 * who is found in the end is not withheld. Used by one thread, for one decision.
 */
final class Candidates {
    private final Map<String, Candidate> found = new LinkedHashMap<>();
    private final Set<Withheld> withheld = new LinkedHashSet<>();

    /** A partner and why it receives the case; without a match it is a holder or a fallback desk. */
    record Candidate(Participant partner, boolean fallback, List<Match> matches) {
        /** Whether nothing but a desk's word leads to it. */
        boolean onlyNamedByDesk() {
            return !matches.isEmpty() && matches.stream().allMatch(match -> DeskFacts.isOne(match.fact()));
        }
    }

    void add(Participant partner, Match match) {
        found.computeIfAbsent(partner.getParticipantId(), id -> new Candidate(partner, false, new ArrayList<>()))
                .matches()
                .add(match);
    }

    void addHolder(Participant partner) {
        found.putIfAbsent(partner.getParticipantId(), new Candidate(partner, false, List.of()));
    }

    void addFallback(Participant partner) {
        Candidate before = found.get(partner.getParticipantId());
        found.put(
                partner.getParticipantId(),
                new Candidate(partner, true, before == null ? List.of() : before.matches()));
    }

    void withhold(StakeholderKind kind, @Nullable String country, @Nullable String partnerId, String reason) {
        withheld.add(Withheld.newBuilder()
                .setRecipientKind(kind)
                .setCountry(country)
                .setPartnerId(partnerId)
                .setReason(reason)
                .build());
    }

    /** Moves every such candidate of the kind, found by a rule, to the withheld ones. */
    void withholdAll(StakeholderKind kind, Predicate<Candidate> which, String reason) {
        List.copyOf(found.values()).stream()
                .filter(candidate -> candidate.partner().getKind() == kind && which.test(candidate))
                .forEach(candidate -> {
                    found.remove(candidate.partner().getParticipantId());
                    withhold(
                            kind,
                            candidate.matches().getFirst().fact().getCountry(),
                            candidate.partner().getParticipantId(),
                            reason);
                });
    }

    boolean anyMatch(Predicate<Candidate> test) {
        return found.values().stream().anyMatch(test);
    }

    List<Candidate> found() {
        return List.copyOf(found.values());
    }

    List<Withheld> withheld() {
        return withheld.stream()
                .filter(one -> one.getPartnerId() == null || !found.containsKey(one.getPartnerId()))
                .toList();
    }
}
