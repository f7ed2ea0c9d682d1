package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.processor.enrich.Facts;
import org.harborlight.processor.route.DeskAnswers.Place;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.directory.Directory;

/**
 * Makes facts of the countries that desks named: what brought the case to the desk's own country is stated of the other
 * one. A desk says where a case belongs, not where somebody was observed, so that its word chooses recipients and never
 * opens identity, and takes no recipient away. Pure.
 */
final class DeskFacts {
    static final String STATED_BY_DESK = "stated-by-desk";

    /** Per mille: a word without an observation behind it. */
    private static final int CONFIDENCE = 500;

    private DeskFacts() {}

    static boolean isOne(Fact fact) {
        return fact.getSource() == FactSource.DESK;
    }

    /** The case with what its active desks named worked out. */
    static CaseSnapshot stated(CaseSnapshot view, Directory directory) {
        DeskAnswers answers = view.answers().ofActive(directory);
        List<Fact> facts = new ArrayList<>();
        for (Place place : answers.places()) {
            Set<String> own = Set.copyOf(directory
                    .participant(place.partnerId())
                    .map(Participant::getCoverage)
                    .orElse(List.of()));
            bases(view, own, place.kind()).forEach(basis -> facts.add(fact(place, basis)));
        }
        return view.answered(answers.stating(Facts.union(facts)));
    }

    private static Set<JurisdictionBasis> bases(CaseSnapshot view, Set<String> own, StakeholderKind kind) {
        Set<JurisdictionBasis> bases = Stream.concat(
                        view.standing().stream().flatMap(notice -> notice.facts().stream()),
                        view.background().facts().stream())
                .filter(fact -> own.contains(fact.getCountry()) && fact.getBasis() != JurisdictionBasis.ESTABLISHMENT)
                .map(Fact::getBasis)
                .collect(Collectors.toSet());
        return bases.isEmpty() ? Set.of(usual(kind)) : bases;
    }

    /** Of a desk that no fact of its own country brought in, such as a fallback desk. */
    private static JurisdictionBasis usual(StakeholderKind kind) {
        return kind == StakeholderKind.HOTLINE ? JurisdictionBasis.HOSTING : JurisdictionBasis.REPORTED_PERSON_LOCATION;
    }

    private static Fact fact(Place place, JurisdictionBasis basis) {
        return Fact.newBuilder()
                .setCountry(place.country())
                .setBasis(basis)
                .setSource(FactSource.DESK)
                .setConfidence(CONFIDENCE)
                .setObservedAt(place.at())
                .setWeaknesses(List.of(STATED_BY_DESK))
                .build();
    }
}
