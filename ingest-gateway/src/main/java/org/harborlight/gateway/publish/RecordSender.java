package org.harborlight.gateway.publish;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One producer with the one thread that may block on it, behind a bounded queue. Offering never blocks: a full queue, or
 * a record that has waited past its time, fails instead of piling up. Owns the producer.
 */
final class RecordSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final BlockingQueue<Waiting> queue;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile boolean closing;

    private RecordSender(
            String name, Producer<String, byte[]> producer, int capacity, Duration patience, LongSupplier nanoTime) {
        this.producer = producer;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform().name("sender-" + name).unstarted(this::drain);
    }

    static RecordSender start(
            String name, Producer<String, byte[]> producer, int capacity, Duration patience, LongSupplier nanoTime) {
        RecordSender sender = new RecordSender(name, producer, capacity, patience, nanoTime);
        sender.thread.start();
        return sender;
    }

    /** Completes on the producer's thread once the brokers have acknowledged the record, or fails. */
    CompletableFuture<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        Waiting waiting = new Waiting(record, nanoTime.getAsLong() + patience.toNanos(), new CompletableFuture<>());
        if (closing || !queue.offer(waiting)) {
            waiting.done().completeExceptionally(new Unavailable("queue full"));
        }
        return waiting.done();
    }

    int queued() {
        return queue.size();
    }

    /** Sends what is queued, waits for the acknowledgements, and ends. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                LOG.atWarn().addKeyValue("queued", queue.size()).log("sender did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What was offered while the thread ended, or what it did not get to.
        for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
            left.done().completeExceptionally(new Unavailable("closed"));
        }
        producer.close(CLOSE_PATIENCE);
    }

    private void drain() {
        try {
            while (!closing || !queue.isEmpty()) {
                Waiting next = queue.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    hand(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    private void hand(Waiting waiting) {
        if (nanoTime.getAsLong() - waiting.deadline() > 0) {
            waiting.done().completeExceptionally(new Unavailable("waited too long"));
            return;
        }
        try {
            var _ = producer.send(waiting.record(), (metadata, failure) -> complete(waiting.done(), metadata, failure));
        } catch (RuntimeException e) {
            waiting.done().completeExceptionally(e);
        }
    }

    private static void complete(
            CompletableFuture<RecordMetadata> done, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null || metadata == null) {
            done.completeExceptionally(failure == null ? new Unavailable("no metadata") : failure);
        } else {
            done.complete(metadata);
        }
    }

    private record Waiting(
            ProducerRecord<String, byte[]> record, long deadline, CompletableFuture<RecordMetadata> done) {}
}
