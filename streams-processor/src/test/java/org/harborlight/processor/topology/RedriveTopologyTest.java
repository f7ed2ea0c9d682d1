package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.RedriveHeader;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redriven notice is read as the record was that it is a copy of, and has an outcome of its own. */
class RedriveTopologyTest {
    private static final String HANDOVERS = Topics.handovers(Lane.STANDARD);

    @TempDir
    Path directory;

    private LaneDriver standard;

    @BeforeEach
    void start() {
        standard = new LaneDriver(Lane.STANDARD, TestExchange.standard(), directory);
    }

    @AfterEach
    void stop() {
        standard.close();
    }

    @Test
    void shouldOpenACaseOnItsOwnLaneWhenANoticeIsRedriven() {
        Outcome outcome =
                redrive(accepted(TestNotices.extortion().build(), Lane.STANDARD), Topics.notices(Lane.STANDARD));

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(outcome.getOrigin().getTopic()).isEqualTo(HANDOVERS);
        assertThat(standard.deliveries("police-de")).hasSize(1);
    }

    @Test
    void shouldReplayWhenTheNoticeWasProcessedMeanwhile() {
        AcceptedNotice accepted = standard.accept(TestNotices.extortion().build());
        standard.outcomes();

        assertThat(redrive(accepted, Topics.notices(Lane.STANDARD)).getVerdict())
                .isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void shouldStillBeHandedOverWhenARedrivenCorrectionBelongsToTheOtherLane() {
        IncidentNotice correction = TestNotices.about(TestNotices.extortion().build(), NoticeKind.CORRECTION)
                .build();

        Outcome outcome = redrive(accepted(correction, Lane.STANDARD), Topics.notices(Lane.STANDARD));

        assertThat(outcome.getVerdict()).isEqualTo(Verdict.HANDED_OVER);
        assertThat(standard.raw(Topics.handovers(Lane.URGENT))).hasSize(1);
    }

    @Test
    void shouldDeadLetterWhenTheReceiptIsOfAnotherLaneThanTheCopiedRecord() {
        AcceptedNotice urgent = accepted(TestNotices.extortion().build(), Lane.URGENT);

        assertThat(redrive(urgent, Topics.notices(Lane.STANDARD)).getReason()).isEqualTo("receipt-mismatch");
        assertThat(redrive(urgent, HANDOVERS).getVerdict()).isEqualTo(Verdict.OPENED);
    }

    private AcceptedNotice accepted(IncidentNotice notice, Lane lane) {
        return standard.gateway.accept(notice, lane, standard.now());
    }

    private Outcome redrive(AcceptedNotice accepted, String copiedFrom) {
        RecordHeaders headers = new RecordHeaders();
        RedriveHeader.write(headers, "command-1", new Origin(copiedFrom, 0, 3L));
        standard.pipe(
                HANDOVERS,
                new TestRecord<>(accepted.getReference(), standard.encode(accepted), headers, standard.now()));
        List<Outcome> outcomes = standard.outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }
}
