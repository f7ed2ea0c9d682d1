package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerPaceTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(-5_000 * MILLI);
    private final PartnerPace pace = new PartnerPace(now::get);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50})
    void shouldNeverSendMoreThanAgreedInAnySecondNorAskMoreAtOnce(int most) {
        PartnerPace.Limits limits = PartnerPace.Limits.of(3, most);
        Random random = new Random(most);
        List<Long> sent = new ArrayList<>();
        List<PartnerPace.Turn> open = new ArrayList<>();

        for (int step = 0; step < 20_000; step++) {
            now.addAndGet(random.nextInt(20) * MILLI);
            Lane lane = random.nextBoolean() ? Lane.URGENT : Lane.STANDARD;
            PartnerPace.Turn turn = pace.take(lane, limits, 1 + random.nextInt(2), 1 + random.nextInt(4));
            if (!turn.isEmpty()) {
                open.add(turn);
            }
            assertThat(open.stream().mapToInt(PartnerPace.Turn::requests).sum()).isLessThanOrEqualTo(3);
            if (!open.isEmpty() && random.nextInt(3) > 0) {
                PartnerPace.Turn ended = open.removeFirst();
                pace.done(ended, ended.deliveries());
            }
            for (int i = 0; i < turn.deliveries(); i++) {
                sent.add(now.get());
            }
        }

        assertThat(sent).hasSizeGreaterThan(most * 10);
        for (int i = most; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - most)).isGreaterThanOrEqualTo(1000 * MILLI);
        }
    }

    @Test
    void shouldKeepAShareForTheUrgentLane() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(2, 10);

        assertThat(pace.take(Lane.STANDARD, limits, 8, 80).deliveries()).isEqualTo(9);
        assertThat(pace.take(Lane.STANDARD, limits, 8, 80).isEmpty()).isTrue();
        assertThat(pace.take(Lane.URGENT, limits, 8, 80).deliveries()).isEqualTo(1);
    }

    @Test
    void shouldLetTheUrgentLaneGoFirstWhenBothWait() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(1, null);
        PartnerPace.Turn running = pace.take(Lane.STANDARD, limits, 1, 1);
        assertThat(pace.take(Lane.URGENT, limits, 1, 1).isEmpty()).isTrue();
        pace.done(running, 1);

        assertThat(pace.take(Lane.STANDARD, limits, 1, 1).isEmpty()).isTrue();
        PartnerPace.Turn urgent = pace.take(Lane.URGENT, limits, 1, 1);
        assertThat(urgent.isEmpty()).isFalse();
        pace.done(urgent, 1);
        assertThat(pace.take(Lane.STANDARD, limits, 1, 1).isEmpty()).isFalse();
    }

    @Test
    void shouldNotStandBackForLongWhenTheUrgentLaneAsksNoMore() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(1, null);
        PartnerPace.Turn running = pace.take(Lane.STANDARD, limits, 1, 1);
        assertThat(pace.take(Lane.URGENT, limits, 1, 1).isEmpty()).isTrue();
        pace.done(running, 1);
        now.addAndGet(500 * MILLI);

        assertThat(pace.room(Lane.STANDARD, limits)).isTrue();
    }

    @Test
    void shouldLetOthersSendWhatWasNotSent() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(null, 10);
        PartnerPace.Turn turn = pace.take(Lane.URGENT, limits, 1, 10);
        assertThat(pace.room(Lane.URGENT, limits)).isFalse();
        pace.done(turn, 4);

        assertThat(pace.take(Lane.URGENT, limits, 1, 10).deliveries()).isEqualTo(6);
    }

    @Test
    void shouldLetOthersAskWhileOnlyAPartOfATurnIsSent() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(3, 10);
        PartnerPace.Turn urgent = pace.take(Lane.URGENT, limits, 3, 3);
        assertThat(pace.room(Lane.STANDARD, limits)).isFalse();
        pace.keep(urgent, 1, 1);

        PartnerPace.Turn standard = pace.take(Lane.STANDARD, limits, 3, 30);
        assertThat(standard.requests()).isEqualTo(2);
        assertThat(standard.deliveries()).isEqualTo(8);
        assertThat(pace.room(Lane.URGENT, limits)).isFalse();
        pace.done(standard, 8);
        pace.done(urgent, 1);
        now.addAndGet(1000 * MILLI);

        assertThat(pace.take(Lane.URGENT, limits, 8, 80).requests()).isEqualTo(3);
    }

    @Test
    void shouldSleepWhileAllPlacesAreTakenForLongerThanASecond() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(1, null);
        AtomicLong ahead = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        PartnerPace real = new PartnerPace(() -> {
            asked.incrementAndGet();
            return System.nanoTime() + ahead.get();
        });
        assertThat(real.take(Lane.URGENT, limits, 1, 1).isEmpty()).isFalse();
        ahead.set(2000 * MILLI);
        asked.set(0);

        real.await(Lane.URGENT, limits, Duration.ofMillis(100));

        assertThat(asked).hasValueLessThan(20);
    }

    @Test
    void shouldWakeWhoWaitsWhenARequestEnds() {
        PartnerPace.Limits limits = PartnerPace.Limits.of(1, null);
        PartnerPace real = new PartnerPace(System::nanoTime);
        PartnerPace.Turn running = real.take(Lane.URGENT, limits, 1, 1);
        Thread waiting = Thread.ofVirtual().start(() -> real.await(Lane.URGENT, limits, Duration.ofMinutes(5)));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        real.done(running, 1);

        await().until(() -> !waiting.isAlive());
    }
}
