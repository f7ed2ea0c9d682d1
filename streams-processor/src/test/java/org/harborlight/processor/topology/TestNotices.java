package org.harborlight.processor.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.AvroTrust;

/** Notices of the lane tests, on top of the shared fixtures. Sections hold noise: no stage can open them. */
public final class TestNotices {
    static {
        AvroTrust.install();
    }

    private TestNotices() {}

    /** Sexual extortion by platform-a with all sections: child in IE, reported person in DE, content in NL. */
    public static IncidentNotice.Builder extortion() {
        return extortion("platform-a");
    }

    public static IncidentNotice.Builder extortion(String submitterId) {
        return NoticeFixtures.extortion(submitterId, TestExchange.NOW).setSections(sections());
    }

    public static List<SealedSection> sections() {
        return Arrays.stream(SectionKind.values())
                .filter(kind -> kind != SectionKind.UNSPECIFIED)
                .map(kind -> SealedSection.newBuilder()
                        .setKind(kind)
                        .setNonce(ByteBuffer.allocate(12))
                        .setCiphertext(ByteBuffer.allocate(64))
                        .build())
                .toList();
    }

    /** A notice of the same incident that refers to an earlier one. */
    public static IncidentNotice.Builder about(IncidentNotice earlier, NoticeKind kind) {
        return extortion(earlier.getSubmitterId())
                .setIncidentKey(earlier.getIncidentKey())
                .setKind(kind)
                .setRefersTo(earlier.getNoticeId())
                .setPriority(earlier.getPriority())
                .setUrgencyBasis(earlier.getUrgencyBasis())
                .setTest(earlier.getTest());
    }

    public static IncidentNotice.Builder retraction(IncidentNotice earlier) {
        return about(earlier, NoticeKind.RETRACTION).setRetractionReason(RetractionReason.MISTAKEN_IDENTITY);
    }

    public static IncidentNotice.Builder imminent(IncidentNotice.Builder notice) {
        return notice.setPriority(Priority.IMMINENT).setUrgencyBasis(UrgencyBasis.IMMEDIATE_DANGER);
    }

    /** With facts of these countries, each on this basis, and no others. */
    public static IncidentNotice.Builder placed(
            IncidentNotice.Builder notice, JurisdictionBasis basis, String... countries) {
        return notice.setJurisdictionFacts(Arrays.stream(countries)
                .map(country -> NoticeFixtures.fact(country, basis))
                .toList());
    }

    public static IncidentNotice.Builder reportedAge(IncidentNotice.Builder notice, AgeBand age) {
        Actor reported = Actor.newBuilder(NoticeFixtures.reportedPerson(1, "account-1"))
                .setAgeBand(age)
                .build();
        return notice.setActors(List.of(reported, NoticeFixtures.child(2)));
    }

    public static Detection unreviewed() {
        return new Detection(DetectionMethod.CLASSIFIER, false, DetectionContext.PUBLIC);
    }

    static Instant daysLater(int days) {
        return TestExchange.NOW.plusSeconds(days * 86_400L);
    }
}
