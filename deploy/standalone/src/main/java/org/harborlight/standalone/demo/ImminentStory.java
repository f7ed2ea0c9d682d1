package org.harborlight.standalone.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.PlainNotice;

/** Imminent danger in a country that no desk covers: never held, but the fallback desk's at once. */
final class ImminentStory implements Story {
    @Override
    public String title() {
        return "Imminent danger in a country with no desk";
    }

    @Override
    public Told tell(Stage stage) throws IOException, InterruptedException {
        IncidentNotice notice = stage.shapes()
                .notice(DemoCast.SCHOOL_NETWORK, HarmType.LIVE_ONLINE_CHILD_SEXUAL_ABUSE)
                .setPriority(Priority.IMMINENT)
                .setUrgencyBasis(UrgencyBasis.LIVE_NOW)
                .setActors(stage.shapes().adultAndChild("story-three-account"))
                .setContent(stage.shapes().picture("story three"))
                .setJurisdictionFacts(List.of(stage.shapes().fact("NZ", JurisdictionBasis.VICTIM_LOCATION)))
                .build();
        PlainNotice plain = FirstNotices.plain(notice);
        List<String> lines = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        long started = System.nanoTime();
        ExchangeAnswer answer = stage.submitter(DemoCast.SCHOOL_NETWORK).submit(plain);
        lines.add(StoryText.submitted(plain, answer, (System.nanoTime() - started) / 1_000_000));
        checks.add(Check.that("story 3 is accepted", answer.accepted(), answer.reason()));
        Optional<Received> received = stage.delivery(DemoCast.FALLBACK, notice.getNoticeId());
        received.ifPresent(delivery -> lines.addAll(StoryText.received(DemoCast.FALLBACK, delivery, plain)));
        checks.add(Check.that("story 3 reaches the fallback desk", received.isPresent(), "nothing arrived"));
        Outcome outcome = stage.outcome(DemoCast.SCHOOL_NETWORK, notice.getNoticeId());
        checks.add(Check.that("story 3 pages the operator", outcome.getOperatorPage(), "no page"));
        if (outcome.getOperatorPage()) {
            long millis = outcome.getDecidedAt().toEpochMilli()
                    - outcome.getAcceptedAt().toEpochMilli();
            lines.add("  → operator paged, decided " + millis + " ms after acceptance");
        }
        return new Told(lines, checks);
    }
}
