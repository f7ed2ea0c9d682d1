package org.harborlight.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.PlainNotice;

/** A notice turns out to name the wrong person: everybody who holds it is told, and the submitter sees them confirm. */
final class RetractionStory implements Story {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 80;
    private static final long PAUSE_MILLIS = 250;

    private final PlainNotice original;

    RetractionStory(PlainNotice original) {
        this.original = original;
    }

    @Override
    public String title() {
        return "The first notice named the wrong person: its submitter withdraws it";
    }

    @Override
    public Told tell(Stage stage) throws IOException, InterruptedException {
        IncidentNotice notice = IncidentNotice.newBuilder(original.notice())
                .setNoticeId(stage.shapes().noticeId())
                .setKind(NoticeKind.RETRACTION)
                .setRefersTo(original.notice().getNoticeId())
                .setRetractionReason(RetractionReason.MISTAKEN_IDENTITY)
                .setCreatedAt(stage.shapes().now())
                .build();
        DemoSubmitter submitter = stage.submitter(notice.getSubmitterId());
        List<String> lines = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        ExchangeAnswer answer = submitter.submit(new PlainNotice(notice, Map.of()));
        lines.add(notice.getSubmitterId() + " withdraws notice "
                + StoryText.shortId(original.notice().getNoticeId()) + ": mistaken identity");
        checks.add(Check.that("story 4 is accepted", answer.accepted(), answer.reason()));
        for (String desk : ThreeCountriesStory.desks().stream().sorted().toList()) {
            Optional<Received> told = stage.delivery(desk, notice.getNoticeId());
            boolean retracted = told.map(received -> received.delivery().getKind() == DeliveryKind.CASE_RETRACTED)
                    .orElse(false);
            checks.add(Check.that("story 4: " + desk + " is told", retracted, "no retraction arrived"));
            told.ifPresent(
                    received -> lines.add("  → " + desk + " told after " + received.millisSinceAcceptance() + " ms"));
        }
        int confirmed = confirmations(submitter, notice.getNoticeId());
        int holders = ThreeCountriesStory.desks().size();
        lines.add("  ← the submitter's status shows " + confirmed + " of " + holders + " confirmations");
        checks.add(Check.that(
                "story 4: every holder's confirmation is in the status", confirmed == holders, confirmed + ""));
        return new Told(lines, checks);
    }

    private static int confirmations(DemoSubmitter submitter, String noticeId)
            throws IOException, InterruptedException {
        int seen = 0;
        for (int i = 0; i < TRIES && seen < ThreeCountriesStory.desks().size(); i++) {
            ExchangeAnswer status = submitter.status(noticeId);
            if (status.status() == 200) {
                seen = 0;
                for (JsonNode feedback : JSON.readTree(status.body()).path("feedback")) {
                    seen += feedback.path("answer").asText().equals("RETRACTION_APPLIED") ? 1 : 0;
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return seen;
    }
}
