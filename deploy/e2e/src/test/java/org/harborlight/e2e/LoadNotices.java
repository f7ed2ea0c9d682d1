package org.harborlight.e2e;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * Makes notices, each of an incident of its own, about some of so many people and a few pictures, so that some of them are of one
 * case. How many versions a submitter may make of a case within an hour is limited: many notices need many people. All of
 * it but the time follows from the random numbers. Each has a sealed text of its own. Thread-safe.
 */
final class LoadNotices {
    private static final int PICTURES = 5;

    private final String submitterId;
    private final SplittableRandom random;
    private final String prefix;
    private final int people;

    /**
     * Makes none yet.
     *
     * @param prefix of the accounts; no other load of the same exchange has it
     */
    LoadNotices(String submitterId, SplittableRandom random, String prefix, int people) {
        this.submitterId = submitterId;
        this.random = random;
        this.prefix = prefix;
        this.people = people;
    }

    /** With its text, as it is sealed, unless it takes one back. */
    static PlainNotice plain(IncidentNotice notice) {
        if (notice.getKind() == NoticeKind.RETRACTION) {
            return new PlainNotice(notice, Map.of());
        }
        NarrativeSection narrative = NarrativeSection.newBuilder()
                .setLanguage("en")
                .setText(textOf(notice.getNoticeId()))
                .build();
        return new PlainNotice(notice, Map.of(SectionKind.NARRATIVE, narrative));
    }

    /** What is sealed into the notice of this id. */
    static String textOf(String noticeId) {
        return "What was seen, by notice " + noticeId + ".";
    }

    /** The child is in that country. */
    synchronized IncidentNotice.Builder about(String country) {
        return NoticeFixtures.extortion(submitterId, Instant.now())
                .setNoticeId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setIncidentKey("incident-" + random.nextLong())
                .setJurisdictionFacts(List.of(NoticeFixtures.fact(country, JurisdictionBasis.VICTIM_LOCATION)))
                .setActors(List.of(
                        NoticeFixtures.reportedPerson(1, prefix + random.nextInt(people)), NoticeFixtures.child(2)))
                .setContent(List.of(NoticeFixtures.content("item-1", "picture-" + random.nextInt(PICTURES))));
    }

    /** Says anew what an earlier one said. */
    synchronized IncidentNotice.Builder correcting(IncidentNotice earlier) {
        return referring(earlier).setKind(NoticeKind.CORRECTION);
    }

    /** Takes an earlier one back. */
    synchronized IncidentNotice.Builder retracting(IncidentNotice earlier) {
        return referring(earlier)
                .setKind(NoticeKind.RETRACTION)
                .setRetractionReason(RetractionReason.MISTAKEN_IDENTITY);
    }

    private IncidentNotice.Builder referring(IncidentNotice earlier) {
        return IncidentNotice.newBuilder(earlier)
                .setNoticeId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setCreatedAt(Instant.now())
                .setRefersTo(earlier.getNoticeId());
    }
}
