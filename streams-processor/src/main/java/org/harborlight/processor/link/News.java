package org.harborlight.processor.link;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.processor.enrich.Facts;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseSnapshot;
import org.harborlight.processor.route.Circumstances;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;

/**
 * What a notice brings that its case does not have yet, or that no desk may wait for. It is judged by what stands in the
 * clear, against what is at hand of the case; where that cannot tell, it counts as news.
 */
enum News {
    /** IMMINENT or URGENT, or with a basis of urgency, or an emergency disclosure. */
    URGENCY,
    /** Two contents under one id, or something said is restated. */
    CONTRADICTION,
    /** A priority, harm or flag. */
    CIRCUMSTANCE,
    /** A country, a new basis for one, or a fact that is stronger than the case's. */
    PLACE,
    /** A person, a child, or a section about one. */
    PERSON,
    /** Somebody receives the case who does not have it. */
    RECIPIENT;

    private static final List<SectionKind> IDENTITY = List.of(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM);

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the notice says that is news for the case; routing is another matter. */
    static Optional<News> in(CaseSnapshot before, CaseNotice notice) {
        if (isUrgent(notice.notice())) {
            return Optional.of(URGENCY);
        }
        if (notice.standing().link() == LinkKind.CONFLICT || notice.notice().getKind() == NoticeKind.CORRECTION) {
            return Optional.of(CONTRADICTION);
        }
        Circumstances known = before.circumstances();
        if (!known.merge(Circumstances.of(notice.notice())).equals(known)) {
            return Optional.of(CIRCUMSTANCE);
        }
        if (!places(before).containsAll(places(notice.facts().stream()))) {
            return Optional.of(PLACE);
        }
        List<CaseNotice> sent = sent(before);
        return bringsIdentity(sent, notice)
                        || opensIdentity(sent, notice)
                        || !KnownPeople.of(sent).include(notice)
                ? Optional.of(PERSON)
                : Optional.empty();
    }

    private static boolean isUrgent(IncidentNotice said) {
        return said.getPriority() == Priority.IMMINENT
                || said.getPriority() == Priority.URGENT
                || said.getUrgencyBasis() != null
                || said.getDisclosureBasis() == DisclosureBasis.EMERGENCY;
    }

    private static Set<String> places(CaseSnapshot snapshot) {
        return places(Stream.concat(
                snapshot.background().facts().stream(),
                snapshot.standing().stream().flatMap(notice -> notice.facts().stream())));
    }

    /** A strong fact says what a weak one says, and more. */
    private static Set<String> places(Stream<Fact> facts) {
        Set<String> places = new HashSet<>();
        facts.forEach(fact -> {
            String place = fact.getCountry() + "/" + fact.getBasis();
            places.add(place);
            if (Facts.isStrong(fact)) {
                places.add(place + "/strong");
            }
        });
        return places;
    }

    /** A kind of section about people that none of them had. */
    private static boolean bringsIdentity(List<CaseNotice> sent, CaseNotice notice) {
        Set<SectionKind> had = sent.stream().flatMap(News::identity).collect(Collectors.toSet());
        return !had.containsAll(identity(notice).toList());
    }

    /** The submitter's first that somebody reviewed: only such a notice opens who a person is. */
    private static boolean opensIdentity(List<CaseNotice> sent, CaseNotice notice) {
        return notice.notice().getDetection().getHumanReviewed()
                && sent.stream()
                        .filter(one -> one.submitterId().equals(notice.submitterId()))
                        .noneMatch(one -> one.notice().getDetection().getHumanReviewed());
    }

    /** Those that a desk has, or gets with the digest. */
    private static List<CaseNotice> sent(CaseSnapshot before) {
        return before.standing().stream()
                .filter(notice -> !notice.isHeld() || notice.isWaiting())
                .toList();
    }

    private static Stream<SectionKind> identity(CaseNotice notice) {
        return notice.notice().getSections().stream()
                .map(SealedSection::getKind)
                .filter(IDENTITY::contains);
    }
}
