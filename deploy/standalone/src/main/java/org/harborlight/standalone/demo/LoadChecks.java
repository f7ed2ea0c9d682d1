package org.harborlight.standalone.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.Topics;

/** Compares what came of the load with what was expected of each notice, one check per scenario and one per promise. */
final class LoadChecks {
    private final OutcomeLog outcomes;
    private final Map<String, PartnerLog> partners;

    LoadChecks(OutcomeLog outcomes, Map<String, PartnerLog> partners) {
        this.outcomes = outcomes;
        this.partners = partners;
    }

    List<Check> of(List<Sent> sent) {
        Map<Scenario, List<String>> wrong = new EnumMap<>(Scenario.class);
        Map<Scenario, Integer> counts = new EnumMap<>(Scenario.class);
        Map<String, List<Outcome>> left = new HashMap<>();
        for (Sent one : sent) {
            counts.merge(one.planned().scenario(), 1, Integer::sum);
            difference(one, left)
                    .ifPresent(seen -> wrong.computeIfAbsent(one.planned().scenario(), scenario -> new ArrayList<>())
                            .add(one.planned().key() + " " + seen));
        }
        List<Check> checks = new ArrayList<>();
        counts.forEach((scenario, count) -> {
            List<String> differences = wrong.getOrDefault(scenario, List.of());
            checks.add(Check.that(
                    count + " × " + scenario.words(),
                    differences.isEmpty(),
                    differences.size() + " differ, the first: "
                            + (differences.isEmpty() ? "" : differences.getFirst())));
        });
        checks.addAll(promises());
        return checks;
    }

    /** What is true of all deliveries, whatever caused them. */
    private List<Check> promises() {
        Set<String> routed = outcomes.all().stream()
                .flatMap(outcome -> outcome.getRoutes().stream())
                .map(Route::getDeliveryId)
                .collect(Collectors.toSet());
        Set<String> arrived = new HashSet<>();
        List<String> wronglyOpened = new ArrayList<>();
        Map<String, Integer> refusals = new HashMap<>();
        partners.forEach((partnerId, log) -> {
            log.refusals().forEach((reason, count) -> refusals.merge(reason, count, Integer::sum));
            for (Received received : log.all()) {
                arrived.add(received.delivery().getDeliveryId());
                if (!received.unopened().isEmpty()
                        || !received.delivery().getReleasedSections().containsAll(received.opened())) {
                    wronglyOpened.add(partnerId + " " + received.delivery().getDeliveryId());
                }
            }
        });
        boolean located = partners.values().stream()
                .flatMap(log -> log.all().stream())
                .flatMap(received -> received.delivery().getFacts().stream())
                .anyMatch(fact -> fact.getSource() == FactSource.GEOLOCATION);
        Set<String> missing = difference(routed, arrived);
        Set<String> extra = difference(arrived, routed);
        return List.of(
                Check.that(
                        "every routed delivery arrived at its partner", missing.isEmpty(), missing.size() + " missing"),
                Check.that("nothing arrived that no outcome names", extra.isEmpty(), extra.size() + " extra"),
                Check.that(
                        "every partner opened exactly what was released to it",
                        wronglyOpened.isEmpty(),
                        wronglyOpened.toString()),
                Check.that("geolocation found places that nobody declared", located, "none"),
                Check.that("no partner had a reason to refuse", refusals.isEmpty(), refusals.toString()));
    }

    private Optional<String> difference(Sent sent, Map<String, List<Outcome>> left) {
        return switch (sent.planned().expected()) {
            case Expected.NoHandshake() ->
                sent.answer().isEmpty() ? Optional.empty() : Optional.of("was answered: " + sent.reason());
            case Expected.Refused(int status, String reason) ->
                sent.answer().isPresent()
                                && sent.answer().get().status() == status
                                && sent.reason().equals(reason)
                        ? Optional.empty()
                        : Optional.of("expected " + reason + ", was " + sent.reason() + " " + sent.fault());
            case Expected.Accepted accepted ->
                sent.accepted() ? outcomeDifference(sent, accepted, left) : Optional.of("refused: " + sent.reason());
        };
    }

    private Optional<String> outcomeDifference(Sent sent, Expected.Accepted expected, Map<String, List<Outcome>> left) {
        String key =
                Topics.noticeKey(sent.planned().submitterId(), sent.planned().noticeId());
        List<Outcome> candidates = left.computeIfAbsent(key, _ -> new ArrayList<>(outcomes.of(key)));
        Optional<Outcome> fitting =
                candidates.stream().filter(outcome -> fits(outcome, expected)).findFirst();
        if (fitting.isEmpty()) {
            return Optional.of("expected " + expected.verdicts() + " "
                    + expected.link().orElse(null) + ", was "
                    + candidates.stream()
                            .map(outcome -> outcome.getVerdict() + " " + outcome.getLink() + " " + outcome.getReason())
                            .toList());
        }
        candidates.remove(fitting.get());
        Set<String> others = fitting.get().getRoutes().stream()
                .filter(route ->
                        !expected.onlyKinds().isEmpty() && !expected.onlyKinds().contains(route.getRecipientKind()))
                .map(Route::getPartnerId)
                .collect(Collectors.toSet());
        return others.isEmpty() ? Optional.empty() : Optional.of("also went to " + others);
    }

    private static boolean fits(Outcome outcome, Expected.Accepted expected) {
        return expected.verdicts().contains(outcome.getVerdict())
                && Optional.ofNullable(outcome.getLink()).equals(expected.link());
    }

    private static Set<String> difference(Set<String> from, Set<String> what) {
        Set<String> rest = new HashSet<>(from);
        rest.removeAll(what);
        return rest;
    }
}
