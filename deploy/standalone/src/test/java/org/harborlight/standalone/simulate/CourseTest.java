package org.harborlight.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a simulator misbehaves. */
class CourseTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T10:00:00Z"));

    @Test
    void shouldGoThroughItsPhasesAndStayInTheLast() {
        Course course = new Course(
                List.of(
                        new Course.Phase(Mode.HANG, Duration.ofSeconds(30)),
                        new Course.Phase(Mode.STORM, Duration.ofSeconds(10))),
                Mode.OK,
                now::get);
        assertThat(course.now()).isEqualTo(Mode.HANG);
        pass(29_999);
        assertThat(course.now()).isEqualTo(Mode.HANG);
        pass(1);
        assertThat(course.now()).isEqualTo(Mode.STORM);
        pass(10_000);
        assertThat(course.now()).isEqualTo(Mode.OK);
        pass(1_000_000);
        assertThat(course.now()).isEqualTo(Mode.OK);
        assertThat(course).hasToString("hang for 30000 ms, then storm for 10000 ms, then ok");
        course.switchTo(Mode.GONE);
        assertThat(course.now()).isEqualTo(Mode.GONE);
    }

    @Test
    void shouldHitEveryThird() {
        Turns turns = new Turns.Every(3);
        assertThat(IntStream.rangeClosed(1, 9)
                        .filter(number -> turns.hits(number, "x", 1))
                        .toArray())
                .containsExactly(3, 6, 9);
        assertThatThrownBy(() -> new Turns.Every(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDrawTheSameShareFromTheSameSeedInAnyOrder() {
        Turns turns = new Turns.Share(0.3, 4711);
        boolean[] drawn = new boolean[2_000];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = turns.hits(i, "delivery-" + i / 2, i % 2);
        }
        for (int i = drawn.length - 1; i >= 0; i--) {
            assertThat(turns.hits(1, "delivery-" + i / 2, i % 2)).isEqualTo(drawn[i]);
        }
        long hit = IntStream.range(0, drawn.length).filter(i -> drawn[i]).count();
        assertThat(hit).isBetween(520L, 680L);
        Turns other = new Turns.Share(0.3, 4712);
        assertThat(IntStream.range(0, drawn.length)
                        .filter(i -> other.hits(1, "delivery-" + i / 2, i % 2) != drawn[i])
                        .count())
                .isPositive();
        assertThatThrownBy(() -> new Turns.Share(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHitAllOrNoneAtTheEnds() {
        assertThat(new Turns.Share(1, 5).hits(1, "x", 1)).isTrue();
        assertThat(new Turns.Share(0, 5).hits(1, "x", 1)).isFalse();
        assertThat(new Turns.All().hits(1, "x", 1)).isTrue();
    }

    @Test
    void shouldNameEachModeAsItIsWritten() {
        assertThat(Arrays.stream(Mode.values()).map(Mode::text).map(Mode::of))
                .containsExactlyElementsOf(
                        Arrays.stream(Mode.values()).map(java.util.Optional::of).toList());
        assertThat(Mode.GARBAGE_200.text()).isEqualTo("garbage-200");
        assertThat(Mode.of("rude")).isEmpty();
    }

    private void pass(long millis) {
        now.updateAndGet(instant -> instant.plusMillis(millis));
    }
}
