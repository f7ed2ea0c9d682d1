package org.harborlight.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;

class EventWindowTest {
    private static final TopicPartition ZERO = new TopicPartition(Topics.TIMELINE_EVENTS, 0);
    private static final TopicPartition ONE = new TopicPartition(Topics.TIMELINE_EVENTS, 1);

    private final TestWebhook webhook = new TestWebhook();
    private final EventWindow window = new EventWindow();
    private final WaitingEvent first = add(0, 3, "a", "accepted");
    private final WaitingEvent second = add(0, 4, "a", "routed");
    private final WaitingEvent other = add(0, 6, "b", "accepted");
    private final WaitingEvent elsewhere = add(1, 9, "c", "accepted");

    @Test
    void shouldHoldBackLaterEventsOfANoticeAndNoOthers() {
        assertThat(window.due(webhook.now, 9)).containsExactly(first, other, elsewhere);

        window.again(first, webhook.now.plusSeconds(5));

        assertThat(window.due(webhook.now, 9)).containsExactly(other, elsewhere);
        assertThat(window.due(webhook.now.plusSeconds(5), 9)).containsExactly(first, other, elsewhere);
        window.done(first);
        assertThat(window.due(webhook.now, 9))
                .as("its failures are not the next one's")
                .contains(second);
        assertThat(window.failures(second)).isZero();
    }

    @Test
    void shouldNeverLetPositionsPassWhatIsNotDone() {
        window.passed(ZERO, 7);
        window.done(other);
        window.done(elsewhere);

        assertThat(window.positions()).containsEntry(ZERO, 3L).containsEntry(ONE, 10L);

        window.done(first);
        assertThat(window.positions()).containsEntry(ZERO, 4L);
        window.done(second);
        assertThat(window.positions()).containsEntry(ZERO, 8L);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void shouldForgetWhatAnotherInstanceHas() {
        window.drop(List.of(ZERO));

        assertThat(window.due(webhook.now, 9)).containsExactly(elsewhere);
        assertThat(window.positions()).doesNotContainKey(ZERO);
    }

    @Test
    void shouldSayWhatWaitsAndForWhen() {
        window.done(elsewhere);
        window.again(first, webhook.now.plusSeconds(5));
        window.again(other, webhook.now.plusSeconds(4));

        assertThat(window.nextDue()).contains(webhook.now.plusSeconds(4));
        assertThat(window.failing()).isTrue();
        assertThat(window.size()).isEqualTo(3);
        assertThat(window.oldest()).contains(webhook.now);
        webhook.now = webhook.now.plus(Duration.ofDays(1));
        assertThat(window.due(webhook.now, 1)).as("at most so many").hasSize(1);
    }

    @Test
    void shouldBeFullWhenManyWaitOrManyWereToldAheadOfOneThatWaits() {
        for (int i = 0; i < EventWindow.MOST_AHEAD - 1; i++) {
            window.done(add(0, 100 + i, "n" + i, "accepted"));
        }
        window.done(elsewhere);
        assertThat(window.full()).isFalse();

        window.done(other);
        assertThat(window.full()).as("told ahead of the first").isTrue();

        window.done(first);
        window.done(second);
        assertThat(window.full()).isFalse();
        for (int i = 0; i < EventWindow.MOST_WAITING; i++) {
            add(0, 2_000 + i, "a", "routed");
        }
        assertThat(window.full()).as("that wait").isTrue();
        window.drop(List.of(ZERO));
        assertThat(window.full()).isFalse();
    }

    private WaitingEvent add(int partition, long offset, String notice, String what) {
        WaitingEvent event = webhook.waiting(partition, offset, notice, what);
        window.add(event);
        return event;
    }
}
