package org.harborlight.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.Test;

/** An incident is commanded where verdicts say that it is in a case. */
final class IncidentsTest {
    private final Incidents.Found found = new Incidents.Found("platform-a", "n-1");

    @Test
    void shouldNameEachLaneThatHasTheIncidentOnce() {
        found.read(outcome("n-1", "r-1", Verdict.OPENED, Lane.STANDARD));
        found.read(outcome("n-2", "r-1", Verdict.LINKED, Lane.URGENT));
        found.read(outcome("n-3", "r-1", Verdict.LINKED, Lane.URGENT));
        found.read(outcome("n-4", "r-2", Verdict.OPENED, Lane.URGENT));

        assertThat(found.incidents())
                .containsExactlyInAnyOrder(
                        new CommandedIncident("platform-a", "r-1", Lane.STANDARD),
                        new CommandedIncident("platform-a", "r-1", Lane.URGENT));
    }

    @Test
    void shouldNameNoneWhereNoVerdictPutTheNoticeIntoACase() {
        found.read(outcome("n-2", "r-1", Verdict.OPENED, Lane.STANDARD));
        found.read(outcome("n-1", "r-1", Verdict.HANDED_OVER, Lane.STANDARD));
        found.read(outcome("n-1", "r-1", Verdict.HELD, Lane.STANDARD));
        found.read(outcome("n-1", "r-1", Verdict.TEST, Lane.STANDARD));

        assertThat(found.incidents()).isEmpty();
    }

    private static Outcome outcome(String noticeId, String reference, Verdict verdict, Lane lane) {
        return Outcome.newBuilder()
                .setSubmitterId("platform-a")
                .setNoticeId(noticeId)
                .setReceiptId("receipt")
                .setReference(reference)
                .setOrigin(new Origin("harborlight.notices.standard", 0, 1L))
                .setLane(lane)
                .setVerdict(verdict)
                .setRoutes(List.of())
                .setWithheld(List.of())
                .setSafeguards(List.of())
                .setSupportReferrals(List.of())
                .setDirectoryHead("head")
                .setAcceptedAt(Instant.EPOCH)
                .setDecidedAt(Instant.EPOCH)
                .build();
    }
}
