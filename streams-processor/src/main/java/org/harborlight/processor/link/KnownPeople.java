package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Token;

/**
 * Whom a case is about, as far as the clear part of its notices tells. A reported person is known by all its tokens.
 * Nothing identifies anybody else, a child least of all: such a person is known only where the same submitter listed it
 * before, under the same number, in the same role and age, with all the content that is listed now. Immutable.
 */
record KnownPeople(Set<Token> tokens, List<CaseNotice> notices) {
    KnownPeople {
        tokens = Set.copyOf(tokens);
        notices = List.copyOf(notices);
    }

    private record Item(DigestAlgorithm algorithm, ByteBuffer value) {}

    static KnownPeople of(List<CaseNotice> notices) {
        return new KnownPeople(
                notices.stream()
                        .flatMap(notice -> notice.notice().getActors().stream())
                        .flatMap(actor -> actor.getTokens().stream())
                        .collect(Collectors.toSet()),
                notices);
    }

    /** Whether the notice is about nobody else. */
    boolean include(CaseNotice notice) {
        List<Actor> others = notice.notice().getActors().stream()
                .filter(actor -> !isKnownByTokens(actor))
                .toList();
        return (others.isEmpty() && !opensAChild(notice))
                || notices.stream().anyMatch(earlier -> says(earlier, notice, others));
    }

    private boolean isKnownByTokens(Actor actor) {
        return actor.getRole() == ActorRole.REPORTED_PERSON
                && !actor.getTokens().isEmpty()
                && tokens.containsAll(actor.getTokens());
    }

    /** Whether the earlier notice lists these people, and shows the same. */
    private static boolean says(CaseNotice earlier, CaseNotice notice, List<Actor> people) {
        return earlier.submitterId().equals(notice.submitterId())
                && (!opensAChild(notice) || opensAChild(earlier))
                && showsAllOf(earlier, notice.notice().getContent())
                && people.stream()
                        .allMatch(person ->
                                earlier.notice().getActors().stream().anyMatch(listed -> isLike(person, listed)));
    }

    private static boolean isLike(Actor one, Actor other) {
        return one.getNumber() == other.getNumber()
                && one.getRole() == other.getRole()
                && one.getAgeBand() == other.getAgeBand()
                && one.getTokens().equals(other.getTokens());
    }

    /** No content shows nothing: it does not tell one child from another. */
    private static boolean showsAllOf(CaseNotice earlier, List<ContentReference> content) {
        Set<Item> shown = new HashSet<>();
        earlier.notice().getContent().forEach(reference -> shown.addAll(items(reference)));
        return !content.isEmpty()
                && content.stream()
                        .map(KnownPeople::items)
                        .allMatch(items -> !items.isEmpty() && shown.containsAll(items));
    }

    /** Perceptual digests of two pictures can be equal. */
    private static List<Item> items(ContentReference reference) {
        return reference.getDigests().stream()
                .filter(digest -> digest.getAlgorithm() != DigestAlgorithm.PDQ)
                .map(digest -> new Item(digest.getAlgorithm(), digest.getValue()))
                .toList();
    }

    /** Who is in the section, only its desk can read. */
    private static boolean opensAChild(CaseNotice notice) {
        return notice.notice().getSections().stream()
                .anyMatch(section -> section.getKind() == SectionKind.CHILD_VICTIM);
    }
}
