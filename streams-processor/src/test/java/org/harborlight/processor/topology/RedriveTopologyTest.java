package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.RedriveHeader;
import org.harborlight.processor.link.Stores;
import org.harborlight.processor.state.CaseState;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
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

    @Test
    void shouldReachItsCaseOnceWhenLinkHadDeadLetteredTheNotice() {
        standard.accept(TestNotices.extortion().build());
        AcceptedNotice poison = deadLetteredByLink();

        Outcome first = redrive(poison, Topics.notices(Lane.STANDARD));
        assertThat(first.getVerdict()).isEqualTo(Verdict.LINKED);
        assertThat(first.getLink()).isEqualTo(LinkKind.REPEAT);
        assertThat(standard.deliveries("police-de")).hasSize(1);

        Outcome second = redrive(poison, Topics.notices(Lane.STANDARD));
        assertThat(second.getVerdict()).isEqualTo(Verdict.REPLAYED);
        assertThat(second.getCaseId()).isEqualTo(first.getCaseId());
        assertThat(standard.deliveries("police-de")).isEmpty();
    }

    @Test
    void shouldOpenTheCaseWhenLinkHadDeadLetteredWhatWouldHaveJoinedOneThatIsGone() {
        IncidentNotice notice = TestNotices.extortion().build();
        standard.accept(notice);
        AcceptedNotice poison = deadLetteredByLink(
                TestNotices.about(notice, NoticeKind.FOLLOW_UP).build());
        forgetCases();

        assertThat(redrive(poison, Topics.notices(Lane.STANDARD)).getVerdict()).isEqualTo(Verdict.OPENED);
        assertThat(standard.deliveries("police-de")).hasSize(1);
        assertThat(redrive(poison, Topics.notices(Lane.STANDARD)).getVerdict()).isEqualTo(Verdict.REPLAYED);
        assertThat(standard.deliveries("police-de")).isEmpty();
    }

    @Test
    void shouldReachNobodyWhenTheNoticeWasWithdrawnBeforeItIsRedriven() {
        standard.accept(TestNotices.extortion().build());
        IncidentNotice notice = TestNotices.extortion().build();
        AcceptedNotice poison = deadLetteredByLink(notice);
        standard.accept(TestNotices.retraction(notice).build());
        standard.outcomes();
        standard.deliveries("police-de");

        assertThat(redrive(poison, Topics.notices(Lane.STANDARD)).getVerdict()).isEqualTo(Verdict.REPLAYED);
        assertThat(standard.deliveries("police-de")).isEmpty();
    }

    private AcceptedNotice deadLetteredByLink() {
        return deadLetteredByLink(TestNotices.extortion().build());
    }

    /** While the first notice of its case cannot be read, which heals afterwards. */
    private AcceptedNotice deadLetteredByLink(IncidentNotice notice) {
        KeyValueStore<String, StoredNotice> notices = standard.store(Stores.CASE_NOTICES);
        String key = onlyKey(notices);
        StoredNotice sound = notices.get(key);
        notices.put(
                key,
                StoredNotice.newBuilder(sound)
                        .setAccepted(ByteBuffer.wrap(new byte[] {1}))
                        .build());
        standard.outcomes();
        AcceptedNotice poison = standard.accept(notice);
        assertThat(standard.outcomes()).extracting(Outcome::getVerdict).containsExactly(Verdict.DEAD_LETTERED);
        notices.put(key, sound);
        standard.deliveries("police-de");
        return poison;
    }

    private void forgetCases() {
        KeyValueStore<String, StoredNotice> notices = standard.store(Stores.CASE_NOTICES);
        notices.delete(onlyKey(notices));
        KeyValueStore<String, CaseState> cases = standard.store(Stores.CASES);
        cases.delete(onlyKey(cases));
    }

    private static String onlyKey(KeyValueStore<String, ?> store) {
        try (KeyValueIterator<String, ?> all = store.all()) {
            return all.next().key;
        }
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
