package org.harborlight.standalone.demo;

import static org.harborlight.schemas.SectionKind.CHILD_VICTIM;
import static org.harborlight.schemas.SectionKind.EVIDENCE;
import static org.harborlight.schemas.SectionKind.LOCATORS;
import static org.harborlight.schemas.SectionKind.NARRATIVE;
import static org.harborlight.schemas.SectionKind.REPORTED_PERSON;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.PlainNotice;

/** Sexual extortion: the child in one country, the reported person in a second, the content hosted in a third. */
final class ThreeCountriesStory implements Story {
    private static final Map<String, Set<SectionKind>> MAY_OPEN = Map.of(
            DemoCast.POLICE_IE, Set.of(REPORTED_PERSON, CHILD_VICTIM, LOCATORS, EVIDENCE, NARRATIVE),
            DemoCast.POLICE_DE, Set.of(REPORTED_PERSON, LOCATORS, EVIDENCE, NARRATIVE),
            DemoCast.HOTLINE_NL, Set.of(LOCATORS));

    private final PlainNotice plain;

    ThreeCountriesStory(NoticeShapes shapes) {
        IncidentNotice notice = shapes.notice(DemoCast.MESSENGER, HarmType.SEXUAL_EXTORTION)
                .setPriority(Priority.URGENT)
                .setUrgencyBasis(UrgencyBasis.THREAT)
                .setAnnotations(List.of(NoticeAnnotation.COERCION))
                .setActors(shapes.adultAndChild("story-one-account"))
                .setContent(shapes.picture("story one"))
                .setJurisdictionFacts(List.of(
                        shapes.fact("IE", JurisdictionBasis.VICTIM_LOCATION),
                        shapes.fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                        shapes.fact("NL", JurisdictionBasis.HOSTING)))
                .build();
        this.plain = FirstNotices.plain(notice);
    }

    /** The notice, which a later story withdraws. */
    PlainNotice notice() {
        return plain;
    }

    static Set<String> desks() {
        return MAY_OPEN.keySet();
    }

    @Override
    public String title() {
        return "Sexual extortion: child in IE, reported person in DE, content hosted in NL";
    }

    @Override
    public Told tell(Stage stage) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        long started = System.nanoTime();
        ExchangeAnswer answer = stage.submitter(DemoCast.MESSENGER).submit(plain);
        lines.add(StoryText.submitted(plain, answer, (System.nanoTime() - started) / 1_000_000));
        checks.add(Check.that("story 1 is accepted", answer.accepted(), answer.reason()));
        String noticeId = plain.notice().getNoticeId();
        for (String desk : MAY_OPEN.keySet().stream().sorted().toList()) {
            Optional<Received> received = stage.delivery(desk, noticeId);
            received.ifPresent(delivery -> lines.addAll(StoryText.received(desk, delivery, plain)));
            checks.add(Check.that("story 1 reaches " + desk, received.isPresent(), "nothing arrived"));
            received.ifPresent(delivery -> checks.add(Check.that(
                    "story 1: " + desk + " opens exactly what its rule released",
                    delivery.opened().equals(MAY_OPEN.get(desk))
                            && delivery.unopened().isEmpty(),
                    "opened " + delivery.opened() + ", closed " + delivery.unopened())));
        }
        List<String> holders = stage.holders(noticeId);
        checks.add(Check.that(
                "story 1 reaches nobody else", Set.copyOf(holders).equals(MAY_OPEN.keySet()), holders.toString()));
        return new Told(lines, checks);
    }
}
