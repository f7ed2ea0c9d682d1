package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.Nodes;
import org.harborlight.processor.link.Stores;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.SingleObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What link does with what it cannot read: one dead letter and one outcome for a record, and the lane goes on. */
class PoisonTopologyTest {
    private static final String INTERNAL = "harborlight-standard-" + Nodes.BY_CASE_KEY + "-repartition";
    private static final SingleObject<AdmittedNotice> ADMITTED = SingleObject.of(AdmittedNotice.class);
    private static final byte[] GARBAGE = "not avro".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(Lane.STANDARD, exchange, directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    @Test
    void shouldDeadLetterUnderItsOwnPlaceWhenNothingSaysWhichNoticeItWas() {
        lane.pipe(INTERNAL, "case-key", GARBAGE);

        DeadLetter letter = onlyLetter();
        assertThat(letter.getReason()).isEqualTo("malformed-internal-record");
        assertThat(letter.getOrigin()).isEqualTo(new Origin(INTERNAL, 0, 0L));
        assertThat(letter.getOriginal()).isEqualTo(ByteBuffer.wrap(GARBAGE));
        assertThat(onlyOutcome().getOrigin()).isEqualTo(letter.getOrigin());
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldDeadLetterWhenRecordHasNeitherKeyNorValue() {
        lane.pipe(INTERNAL, new TestRecord<>(null, null, lane.now()));

        assertThat(onlyLetter().getReason()).isEqualTo("malformed-internal-record");
        assertThat(onlyOutcome().getVerdict()).isEqualTo(Verdict.DEAD_LETTERED);
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldNameTheNoticeRecordWhenOnlyTheHeaderOfAdmitCanBeRead() {
        lane.accept(TestNotices.extortion().build());
        Outcome opened = onlyOutcome();
        TestRecord<String, byte[]> admitted =
                Objects.requireNonNull(lane.raw(INTERNAL)).getFirst();

        lane.pipe(INTERNAL, new TestRecord<>(admitted.key(), GARBAGE, admitted.headers(), lane.now()));

        assertThat(onlyLetter().getOrigin()).isEqualTo(opened.getOrigin());
        Outcome outcome = onlyOutcome();
        assertThat(outcome.getOrigin()).isEqualTo(opened.getOrigin());
        assertThat(outcome.getReason()).isEqualTo("malformed-internal-record");
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldNameTheNoticeRecordWhenOnlyTheNoticeWithinCannotBeRead() {
        byte[] admitted = admitted(GARBAGE, null);

        lane.pipe(INTERNAL, "case-key", admitted);

        assertThat(onlyLetter().getOriginal()).isEqualTo(ByteBuffer.wrap(admitted));
        assertThat(onlyOutcome().getOrigin()).isEqualTo(new Origin(Topics.notices(Lane.STANDARD), 0, 41L));
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldNameTheSubmitterWhenTheNoticeCanBeReadAndHowItJoinsCannot() {
        AcceptedNotice accepted = lane.gateway.accept(TestNotices.extortion().build(), Lane.STANDARD, lane.now());
        byte[] bytes = SingleObject.of(AcceptedNotice.class).encode(accepted);

        lane.pipe(INTERNAL, "case-key", admitted(bytes, "UNHEARD_OF"));

        DeadLetter letter = onlyLetter();
        assertThat(letter.getReason()).isEqualTo("unprocessable");
        assertThat(letter.getOriginal()).isEqualTo(ByteBuffer.wrap(lane.encode(accepted)));
        assertThat(onlyOutcome().getNoticeId()).isEqualTo(accepted.getNoticeId());
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldReleaseTheOtherHeldCasesWhenOneCannotBeRead() {
        assertThat(lane.verdictOn(inFrance("one")).getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(lane.verdictOn(inFrance("two")).getVerdict()).isEqualTo(Verdict.HELD);
        KeyValueStore<String, StoredNotice> notices = lane.store(Stores.CASE_NOTICES);
        spoilFirst(notices);

        exchange.join(TestExchange.partner("police-fr", StakeholderKind.LAW_ENFORCEMENT, "FR")
                .build());
        lane.advance(Duration.ofSeconds(2));

        assertThat(lane.heldChanges()).hasSize(1).allMatch(change -> change.getKind() == HeldChangeKind.RELEASED);
        assertThatTheLaneGoesOn();
    }

    private static void spoilFirst(KeyValueStore<String, StoredNotice> notices) {
        String key;
        try (KeyValueIterator<String, StoredNotice> all = notices.all()) {
            key = all.next().key;
        }
        notices.put(
                key,
                StoredNotice.newBuilder(notices.get(key))
                        .setAccepted(ByteBuffer.wrap(GARBAGE))
                        .build());
    }

    private static IncidentNotice inFrance(String account) {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.REPORTED_PERSON_RESIDENCE, "FR")
                .setActors(List.of(NoticeFixtures.reportedPerson(1, account), NoticeFixtures.child(2)))
                .build();
    }

    private static byte[] admitted(byte[] accepted, @Nullable String link) {
        return ADMITTED.encode(AdmittedNotice.newBuilder()
                .setAccepted(ByteBuffer.wrap(accepted))
                .setTopic(Topics.notices(Lane.STANDARD))
                .setPartition(0)
                .setOffset(41)
                .setLink(link)
                .build());
    }

    private DeadLetter onlyLetter() {
        List<DeadLetter> letters = lane.deadLetters();
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    private Outcome onlyOutcome() {
        List<Outcome> outcomes = lane.outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    private void assertThatTheLaneGoesOn() {
        assertThat(lane.verdictOn(TestNotices.extortion().build()).getVerdict()).isIn(Verdict.OPENED, Verdict.LINKED);
    }
}
