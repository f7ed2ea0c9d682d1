package org.harborlight.processor.route;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.RuleFlag;
import org.harborlight.schemas.Token;

/**
 * The uploader of their own image is a child victim, never a reported person. Where content appears self-generated, a
 * minor reported person becomes a child victim in what partners see; where no other person is reported, facts about the
 * reported person become facts about the child. Pure.
 */
final class ChildUploader {
    private final Set<ByteBuffer> minorTokens;

    private ChildUploader(Set<ByteBuffer> minorTokens) {
        this.minorTokens = minorTokens;
    }

    /** Whether anyone in the case is the uploader of their own image and a minor. */
    static boolean isIn(CaseSnapshot snapshot) {
        Circumstances circumstances = snapshot.circumstances();
        return circumstances.has(RuleFlag.APPEARS_SELF_GENERATED) && circumstances.has(RuleFlag.MINOR_REPORTED_PERSON);
    }

    /** The case as partners may see it. */
    static CaseSnapshot protect(CaseSnapshot snapshot) {
        if (!isIn(snapshot)) {
            return snapshot;
        }
        ChildUploader uploader = new ChildUploader(minorTokens(snapshot));
        boolean alone = snapshot.standing().stream()
                .flatMap(notice -> notice.notice().getActors().stream())
                .filter(ChildUploader::isReported)
                .allMatch(uploader::isChild);
        List<CaseNotice> notices = snapshot.notices().stream()
                .map(notice -> notice.saying(uploader.rewrite(notice.notice()), rewrite(notice.facts(), alone)))
                .toList();
        Background background = snapshot.background();
        DeskAnswers answers = snapshot.answers();
        return snapshot.with(notices, new Background(rewrite(background.facts(), alone), background.circumstances()))
                .answered(answers.stating(rewrite(answers.facts(), alone)));
    }

    private static Set<ByteBuffer> minorTokens(CaseSnapshot snapshot) {
        return snapshot.standing().stream()
                .flatMap(notice -> notice.notice().getActors().stream())
                .filter(actor -> isReported(actor) && Circumstances.isMinor(actor))
                .flatMap(actor -> actor.getTokens().stream())
                .map(Token::getValue)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isReported(Actor actor) {
        return actor.getRole() == ActorRole.REPORTED_PERSON;
    }

    /** A minor by their own age, or of unknown age and the same person as a minor. */
    private boolean isChild(Actor actor) {
        return Circumstances.isMinor(actor)
                || (actor.getAgeBand() != AgeBand.ADULT
                        && actor.getTokens().stream().map(Token::getValue).anyMatch(minorTokens::contains));
    }

    private IncidentNotice rewrite(IncidentNotice notice) {
        IncidentNotice rewritten = IncidentNotice.newBuilder(notice).build();
        rewritten.setActors(notice.getActors().stream()
                .map(actor -> isReported(actor) && isChild(actor)
                        ? Actor.newBuilder(actor)
                                .setRole(ActorRole.CHILD_VICTIM)
                                .build()
                        : actor)
                .toList());
        return rewritten;
    }

    private static List<Fact> rewrite(List<Fact> facts, boolean alone) {
        return alone ? facts.stream().map(ChildUploader::aboutChild).toList() : facts;
    }

    private static Fact aboutChild(Fact fact) {
        return switch (fact.getBasis()) {
            case REPORTED_PERSON_LOCATION -> based(fact, JurisdictionBasis.VICTIM_LOCATION);
            case REPORTED_PERSON_RESIDENCE -> based(fact, JurisdictionBasis.VICTIM_RESIDENCE);
            case VICTIM_LOCATION, VICTIM_RESIDENCE, OFFENCE_LOCATION, HOSTING, ESTABLISHMENT, UNSPECIFIED -> fact;
        };
    }

    private static Fact based(Fact fact, JurisdictionBasis basis) {
        return Fact.newBuilder(fact).setBasis(basis).build();
    }
}
