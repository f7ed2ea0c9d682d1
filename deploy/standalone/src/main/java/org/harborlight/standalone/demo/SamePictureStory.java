package org.harborlight.standalone.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.harborlight.standalone.submitter.PlainNotice;

/** One picture: from a second account it is a second case; from the same account again it is the same one. */
final class SamePictureStory implements Story {
    private final List<String> lines = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    @Override
    public String title() {
        return "The same picture: from a second account, from the same account again, from another submitter";
    }

    @Override
    public Told tell(Stage stage) throws IOException, InterruptedException {
        Outcome first = submit(stage, DemoCast.PLATFORM, "story-two-account-a", "account A");
        Outcome second = submit(stage, DemoCast.PLATFORM, "story-two-account-b", "account B, the same picture");
        Outcome repeat = submit(stage, DemoCast.PLATFORM, "story-two-account-a", "account A again");
        Outcome other =
                submit(stage, DemoCast.SCHOOL_NETWORK, "story-two-account-a", "account A, by another submitter");
        expect("the first notice opens a case", first, Verdict.OPENED, null);
        expect("a second account opens a second case", second, Verdict.OPENED, null);
        expect("the same again is linked as a repeat", repeat, Verdict.LINKED, LinkKind.REPEAT);
        expect("the same from another submitter corroborates", other, Verdict.LINKED, LinkKind.CORROBORATION);
        String caseId = String.valueOf(first.getCaseId());
        checks.add(Check.that(
                "story 2: two cases in all",
                !caseId.equals(second.getCaseId())
                        && caseId.equals(repeat.getCaseId())
                        && caseId.equals(other.getCaseId()),
                "other cases"));
        boolean updated = stage.delivery(DemoCast.POLICE_DE, other.getNoticeId())
                .map(received -> received.delivery().getLinkCount() >= 2)
                .orElse(false);
        checks.add(Check.that("story 2: the desk is told of the links", updated, "no update with two links"));
        if (updated) {
            lines.add("  → " + DemoCast.POLICE_DE + " holds case " + StoryText.shortId(caseId)
                    + " once, with every notice that joined it counted");
        }
        return new Told(lines, checks);
    }

    private Outcome submit(Stage stage, String submitterId, String account, String words)
            throws IOException, InterruptedException {
        IncidentNotice notice = stage.shapes()
                .notice(submitterId, HarmType.CSAM)
                .setActors(stage.shapes().adultAndChild(account))
                .setContent(stage.shapes().picture("story two"))
                .setJurisdictionFacts(List.of(stage.shapes().fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION)))
                .build();
        PlainNotice plain = FirstNotices.plain(notice);
        var answer = stage.submitter(submitterId).submit(plain);
        checks.add(Check.that("story 2: " + words + " is accepted", answer.accepted(), answer.reason()));
        Outcome outcome = stage.outcome(submitterId, notice.getNoticeId());
        lines.add(submitterId + ", " + words + ": " + StoryText.words(outcome.getVerdict())
                + (outcome.getLink() == null ? "" : " as " + StoryText.words(outcome.getLink())) + ", case "
                + StoryText.shortId(String.valueOf(outcome.getCaseId())));
        return outcome;
    }

    private void expect(
            String what, Outcome outcome, Verdict verdict, @org.jspecify.annotations.Nullable LinkKind link) {
        checks.add(Check.that(
                "story 2: " + what,
                outcome.getVerdict() == verdict && outcome.getLink() == link,
                outcome.getVerdict() + " " + outcome.getLink()));
    }
}
