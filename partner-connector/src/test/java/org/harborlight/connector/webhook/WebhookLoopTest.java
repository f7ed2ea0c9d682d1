package org.harborlight.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read, told and committed, on a consumer without a broker. */
class WebhookLoopTest {
    private static final TopicPartition ZERO = new TopicPartition(Topics.TIMELINE_EVENTS, 0);

    private final TestWebhook webhook = new TestWebhook();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            commits++;
            if (failing) {
                throw new TimeoutException("no answer");
            }
            super.commitSync(offsets);
        }
    };
    private final WebhookLoop loop =
            new WebhookLoop(webhook.services, consumer, webhook.status, webhook.metrics(), webhook.breaker());
    private int commits;
    private boolean failing;
    private long offset;

    @Test
    void shouldTellItsOwnEventsAndCommitPastAllThatItRead() {
        run(List.of(
                () -> add("other/x", foreign("other", "x")),
                () -> add("chat/a", TestWebhook.event("a", "accepted")),
                () -> add("chat-2/a", foreign("chat-2", "a"))));

        assertThat(webhook.sent).containsExactly("a accepted");
        assertThat(committed()).contains(3L);
    }

    @Test
    void shouldCommitNothingPastAnEventThatWaits() {
        webhook.answer = TestWebhook.away();

        run(List.of(
                () -> add("chat/a", TestWebhook.event("a", "accepted")), () -> add("other/x", foreign("other", "x"))));

        assertThat(webhook.sent).isNotEmpty();
        assertThat(committed()).as("begins there again").contains(0L);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void shouldReadNoMoreThanItCanHold() {
        webhook.answer = TestWebhook.away();

        run(List.of(() -> {
            for (int i = 0; i < EventWindow.MOST_WAITING; i++) {
                add("chat/a", TestWebhook.event("a", "accepted"));
            }
        }));

        assertThat(consumer.paused()).containsExactly(ZERO);
    }

    @Test
    void shouldTellNobodyOfWhatIsUnderAnothersKeyOrUnreadable() {
        TimelineEvent broken = TestWebhook.event("a", "accepted");
        broken.setEntry("no JSON");

        run(List.of(
                () -> add("chat/a", foreign("other", "a")),
                () -> add("chat/b", TestWebhook.event("a", "accepted")),
                () -> add("chat/a", broken),
                () -> add("chat/a", (byte[]) null),
                () -> add("chat/a", new byte[] {1, 2, 3})));

        assertThat(webhook.sent).isEmpty();
        assertThat(webhook.meters
                        .counter("harborlight.connector.webhook.rejected", "submitter", "chat")
                        .count())
                .isEqualTo(5);
        assertThat(committed()).contains(5L);
    }

    @Test
    void shouldNotCommitAtEveryPollThoughNothingWaits() {
        run(List.of(() -> add("other/x", foreign("other", "x")), () -> add("other/y", foreign("other", "y"))));

        assertThat(committed()).contains(2L);
        assertThat(commits).as("at the end").isEqualTo(1);
    }

    @Test
    void shouldCommitNothingMoreWhenACommitHasFailed() {
        failing = true;

        assertThatThrownBy(() -> run(List.of(() -> add("other/x", foreign("other", "x")))))
                .isInstanceOf(TimeoutException.class);
        loop.onPartitionsRevoked(List.of(ZERO));

        assertThat(commits).isEqualTo(1);
    }

    /** Runs one cycle for the assignment, one for each step, and one more. */
    private void run(List<Runnable> steps) {
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(ZERO, 0L)));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(ZERO)));
        consumer.schedulePollTask(() -> steps.forEach(Runnable::run));
        int[] left = {4};
        BooleanSupplier stopping = () -> left[0]-- == 0;
        loop.run(stopping);
    }

    private static TimelineEvent foreign(String submitterId, String noticeId) {
        TimelineEvent event = TestWebhook.event(noticeId, "accepted");
        event.setSubmitterId(submitterId);
        return event;
    }

    private Optional<Long> committed() {
        OffsetAndMetadata found = consumer.committed(Set.of(ZERO)).get(ZERO);
        return Optional.ofNullable(found).map(OffsetAndMetadata::offset);
    }

    private void add(String key, TimelineEvent event) {
        add(key, SingleObject.of(TimelineEvent.class).encode(event));
    }

    private void add(String key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(
                Topics.TIMELINE_EVENTS,
                0,
                offset++,
                webhook.now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }
}
