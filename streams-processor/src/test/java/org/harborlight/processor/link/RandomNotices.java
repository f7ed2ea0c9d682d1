package org.harborlight.processor.link;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;

/** Any notice that the gateway would take, over few countries, people and partners, so that they meet in cases. */
final class RandomNotices {
    static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    static final List<HarmType> HARMS =
            List.of(HarmType.SEXUAL_EXTORTION, HarmType.CYBERBULLYING, HarmType.MISLEADING_DOMAIN);
    static final List<Priority> PRIORITIES =
            List.of(Priority.IMMINENT, Priority.URGENT, Priority.STANDARD, Priority.INFORMATIONAL);
    static final List<StakeholderKind> KINDS = List.of(
            StakeholderKind.LAW_ENFORCEMENT,
            StakeholderKind.HOTLINE,
            StakeholderKind.HELPLINE,
            StakeholderKind.REGULATOR);
    static final List<JurisdictionBasis> BASES = Arrays.stream(JurisdictionBasis.values())
            .filter(basis -> basis != JurisdictionBasis.UNSPECIFIED && basis != JurisdictionBasis.ESTABLISHMENT)
            .toList();

    private RandomNotices() {}

    static Arbitrary<IncidentNotice> any() {
        return Combinators.combine(what(), who(), where(), audience().injectNull(0.6))
                .as((what, who, where, audience) -> TestNotices.extortion(who.submitterId())
                        .setHarms(what.harms())
                        .setPriority(what.priority())
                        .setAnnotations(what.annotations())
                        .setDetection(what.detection())
                        .setActors(who.actors())
                        .setContent(who.content())
                        .setJurisdictionFacts(where)
                        .setAudience(audience)
                        .build());
    }

    private record What(
            List<HarmType> harms, Priority priority, List<NoticeAnnotation> annotations, Detection detection) {}

    private record Who(String submitterId, List<Actor> actors, List<ContentReference> content) {}

    private static Arbitrary<What> what() {
        Arbitrary<Detection> detection = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(DetectionContext.PUBLIC, DetectionContext.PRIVATE_MESSAGE))
                .as((reviewed, context) -> new Detection(DetectionMethod.CLASSIFIER, reviewed, context));
        return Combinators.combine(
                        subset(HARMS, 1),
                        Arbitraries.of(PRIORITIES),
                        subset(
                                List.of(
                                        NoticeAnnotation.APPEARS_SELF_GENERATED,
                                        NoticeAnnotation.MINOR_TO_MINOR,
                                        NoticeAnnotation.COERCION),
                                0),
                        detection)
                .as(What::new);
    }

    private static Arbitrary<Who> who() {
        Arbitrary<Actor> actor = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(ActorRole.REPORTED_PERSON, ActorRole.CHILD_VICTIM, ActorRole.ASSOCIATED),
                        Arbitraries.of(AgeBand.FROM_13_TO_15, AgeBand.ADULT, AgeBand.UNKNOWN))
                .as(RandomNotices::actor);
        Arbitrary<List<ContentReference>> content = Arbitraries.of("item-1", "item-2", "item-3")
                .map(item -> NoticeFixtures.content(item, item))
                .list()
                .uniqueElements(ContentReference::getItemId)
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of("platform-a", "platform-b"),
                        actor.list().uniqueElements(Actor::getNumber).ofMaxSize(3),
                        content)
                .as(Who::new);
    }

    private static Actor actor(int number, ActorRole role, AgeBand age) {
        Actor person = NoticeFixtures.reportedPerson(number, "account-" + number);
        return Actor.newBuilder(person)
                .setRole(role)
                .setAgeBand(age)
                .setTokens(role == ActorRole.REPORTED_PERSON ? person.getTokens() : List.of())
                .build();
    }

    private static Arbitrary<List<DeclaredFact>> where() {
        return Combinators.combine(Arbitraries.of(COUNTRIES), Arbitraries.of(BASES), Arbitraries.of(1000, 300))
                .as((country, basis, confidence) -> DeclaredFact.newBuilder(NoticeFixtures.fact(country, basis))
                        .setConfidence(confidence)
                        .build())
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<@Nullable Audience> audience() {
        return Combinators.combine(
                        subset(KINDS, 0), subset(COUNTRIES, 0), subset(List.of("police-ie", "hotline-nl", "desk"), 0))
                .as((kinds, countries, exclude) -> Audience.newBuilder()
                        .setRecipientKinds(kinds)
                        .setCountries(countries)
                        .setExclude(exclude)
                        .build());
    }

    static <T> Arbitrary<List<T>> subset(List<T> all, int least) {
        return Arbitraries.of(all).list().uniqueElements().ofMinSize(least).ofMaxSize(2);
    }
}
