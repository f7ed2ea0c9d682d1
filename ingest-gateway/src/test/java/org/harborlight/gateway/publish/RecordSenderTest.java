package org.harborlight.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class RecordSenderTest {
    private static final ProducerRecord<String, byte[]> RECORD = new ProducerRecord<>("topic", "key", new byte[1]);

    @Test
    void shouldCompleteOnlyWhenTheBrokersHaveAcknowledged() {
        MockProducer<String, byte[]> producer = producer(false);
        try (RecordSender sender = RecordSender.start("test", producer, 4, Duration.ofMinutes(1), System::nanoTime)) {
            CompletableFuture<RecordMetadata> sent = sender.send(RECORD);
            await().until(() -> producer.history().size() == 1);
            assertThat(sent).isNotDone();

            producer.completeNext();

            assertThat(sent).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldFailWhenTheProducerFails() {
        MockProducer<String, byte[]> producer = producer(false);
        try (RecordSender sender = RecordSender.start("test", producer, 4, Duration.ofMinutes(1), System::nanoTime)) {
            CompletableFuture<RecordMetadata> sent = sender.send(RECORD);
            await().until(() -> producer.errorNext(new TimeoutException("gone")));

            assertThatThrownBy(sent::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldFailAtOnceWhenTheQueueIsFullAndDropWhatWaitedTooLong() {
        CountDownLatch handed = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicLong now = new AtomicLong();
        try (RecordSender sender =
                RecordSender.start("test", blockingProducer(handed, blocked), 1, Duration.ofSeconds(1), now::get)) {
            CompletableFuture<RecordMetadata> first = sender.send(RECORD);
            await().until(() -> handed.getCount() == 0);
            CompletableFuture<RecordMetadata> waiting = sender.send(RECORD);
            CompletableFuture<RecordMetadata> refused = sender.send(RECORD);

            assertThat(refused).isCompletedExceptionally();
            now.set(Duration.ofSeconds(2).toNanos());
            blocked.countDown();
            assertThat(first).succeedsWithin(Duration.ofSeconds(5));
            assertThat(waiting).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldSendWhatIsQueuedWhenClosed() {
        MockProducer<String, byte[]> producer = producer(true);
        RecordSender sender = RecordSender.start("test", producer, 10, Duration.ofMinutes(1), System::nanoTime);
        CompletableFuture<RecordMetadata> sent = sender.send(RECORD);

        sender.close();

        assertThat(sent).isCompleted();
        assertThat(producer.closed()).isTrue();
        assertThat(sender.send(RECORD)).isCompletedExceptionally();
    }

    private static MockProducer<String, byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static MockProducer<String, byte[]> blockingProducer(CountDownLatch handed, CountDownLatch blocked) {
        return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
                handed.countDown();
                try {
                    blocked.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return super.send(record, callback);
            }
        };
    }
}
