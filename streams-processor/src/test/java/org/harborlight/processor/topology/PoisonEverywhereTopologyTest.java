package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.processor.link.Nodes;
import org.harborlight.processor.link.Stores;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every topic that a lane reads gets what should never be in it. A record that should have been a notice becomes a dead
 * letter with one outcome; another one is skipped; the lane goes on, and never writes what is too large to be written.
 */
class PoisonEverywhereTopologyTest {
    private static final Lane LANE = Lane.STANDARD;
    private static final String APPLICATION = "harborlight-standard-";
    private static final String BY_CASE_KEY = APPLICATION + Nodes.BY_CASE_KEY + "-repartition";
    private static final int LARGEST = Topics.MAX_RECORD_BYTES + 64 * 1024;
    private static final String LONG = "x".repeat(700 * 1024);

    @TempDir
    Path directory;

    private LaneDriver lane;

    @BeforeEach
    void start() {
        lane = new LaneDriver(LANE, TestExchange.standard(), directory);
    }

    @AfterEach
    void stop() {
        lane.close();
    }

    /** Topics whose records are notices. */
    static Stream<String> notices() {
        return Stream.of(Topics.notices(LANE), Topics.handovers(LANE), BY_CASE_KEY);
    }

    static Stream<String> others() {
        return Stream.of(
                Topics.references(Lane.URGENT),
                Topics.holders(Lane.URGENT),
                Topics.FEEDBACK,
                APPLICATION + Nodes.ANSWERS_TOPIC);
    }

    @ParameterizedTest
    @MethodSource("notices")
    void shouldDeadLetterEachOnceAndGoOn(String topic) {
        PoisonBytes.all().forEach((what, poison) -> {
            lane.pipe(topic, "some-key", poison);

            assertThat(onlyLetter(what)).satisfies(letter -> {
                assertThat(letter.getOrigin().getTopic()).isEqualTo(topic);
                assertThat(letter.getOriginal().remaining())
                        .isEqualTo(poison.length > Topics.MAX_RECORD_BYTES ? 0 : poison.length);
            });
        });
        assertThatTheLaneGoesOn();
    }

    @ParameterizedTest
    @MethodSource("notices")
    void shouldDeadLetterWhenThereIsNoKeyNoValueOrFarTooLongAKey(String topic) {
        lane.pipe(topic, new TestRecord<>(null, null, lane.now()));
        onlyLetter("neither key nor value");
        lane.pipe(topic, new TestRecord<>(null, new byte[] {7}, lane.now()));
        onlyLetter("no key");
        lane.pipe(topic, "some-key", null);
        onlyLetter("no value");
        lane.pipe(topic, LONG + LONG, new byte[] {7});
        onlyLetter("a key that is too long");
        assertThatTheLaneGoesOn();
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldSkipAndGoOn(String topic) {
        PoisonBytes.all().forEach((what, poison) -> {
            lane.pipe(topic, "some-key", poison);
            lane.pipe(topic, new TestRecord<>(null, poison, lane.now()));
            lane.pipe(topic, LONG + LONG, poison);
        });
        lane.pipe(topic, "some-key", null);
        lane.pipe(topic, new TestRecord<>(null, null, lane.now()));

        assertThat(lane.deadLetters()).isEmpty();
        assertThat(lane.outcomes()).isEmpty();
        assertThatTheLaneGoesOn();
    }

    /** Of the right schema, and nobody has vouched for it: its ids would stand in key and value of its outcome. */
    @ParameterizedTest
    @MethodSource("notices")
    void shouldNotRepeatWhatANoticeSaysOfItselfWhenItCannotBe(String topic) {
        for (AcceptedNotice nonsense : List.of(
                accepted().setNoticeId(LONG).build(),
                accepted().setReference(LONG).build(),
                accepted().setAcceptedAt(Instant.ofEpochMilli(Long.MAX_VALUE)).build(),
                accepted().setAcceptedAt(Instant.ofEpochMilli(Long.MIN_VALUE)).build())) {
            lane.pipe(topic, "some-key", internal(topic, nonsense));

            onlyLetter("nonsense");
        }
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldDeadLetterANoticeWhoseCaseKeyIsFarTooLong() {
        lane.pipe(BY_CASE_KEY, LONG, LaneDriver.admitted(accepted().build()));

        onlyLetter("a case key that is too long");
        assertThatTheLaneGoesOn();
    }

    @Test
    void shouldSkipAReferenceThatIsLargerThanAny() {
        String topic = Topics.references(Lane.URGENT);

        lane.pipe(topic, "some-key", lane.encode(new KnownReference("some-key", LONG)));

        assertThat(lane.<KnownReference>store(Stores.OTHER_LANE_REFERENCES).get("some-key"))
                .isNull();
        assertThatTheLaneGoesOn();
    }

    private AcceptedNotice.Builder accepted() {
        return AcceptedNotice.newBuilder(
                lane.gateway.accept(TestNotices.extortion().build(), LANE, lane.now()));
    }

    private byte[] internal(String topic, AcceptedNotice accepted) {
        return topic.equals(BY_CASE_KEY) ? LaneDriver.admitted(accepted) : lane.encode(accepted);
    }

    private DeadLetter onlyLetter(String what) {
        List<DeadLetter> letters = lane.deadLetters();
        List<Outcome> outcomes = lane.outcomes();
        assertThat(lane.largest()).as(what).isLessThan(LARGEST);
        assertThat(letters).as(what).hasSize(1);
        assertThat(outcomes).as(what).hasSize(1);
        assertThat(outcomes.getFirst().getVerdict()).isEqualTo(Verdict.DEAD_LETTERED);
        assertThat(outcomes.getFirst().getOrigin()).isEqualTo(letters.getFirst().getOrigin());
        return letters.getFirst();
    }

    private void assertThatTheLaneGoesOn() {
        assertThat(lane.verdictOn(TestNotices.extortion().build()).getVerdict()).isIn(Verdict.OPENED, Verdict.LINKED);
    }
}
