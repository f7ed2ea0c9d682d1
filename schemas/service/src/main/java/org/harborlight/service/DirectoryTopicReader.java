package org.harborlight.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the directory topic from its beginning and hands each record to the fold, for as long as the service runs. A
 * broker that does not answer is asked again; an offset that has vanished is a rollback. Owns the consumer, and uses it
 * on its own thread only.
 */
final class DirectoryTopicReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryTopicReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTORY, 0);

    private final Consumer<String, byte[]> consumer;
    private final DirectoryFold fold;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long loadedAt = -1;

    DirectoryTopicReader(Consumer<String, byte[]> consumer, DirectoryFold fold) {
        this.consumer = consumer;
        this.fold = fold;
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            while (stopped.getCount() > 0 && !fold.rolledBack()) {
                step();
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("directory follower met a fault");
            fold.rollBack("follower met a fault");
        }
    }

    void stop() {
        stopped.countDown();
        consumer.wakeup();
    }

    private void step() {
        try {
            if (loadedAt < 0) {
                loadedAt = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            }
            consumer.poll(POLL).forEach(this::apply);
            if (consumer.position(PARTITION) >= loadedAt) {
                fold.endReached();
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("directory follower woken");
        } catch (InvalidOffsetException e) {
            fold.rollBack("topic was truncated or made anew");
        } catch (KafkaException | SchemaRegistryException e) {
            LOG.atWarn()
                    .addKeyValue("topic", Topics.DIRECTORY)
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("directory topic cannot be read, trying again");
            pause();
        }
    }

    /** A record whose schema cannot be fetched now is read again later, never skipped. */
    private void apply(ConsumerRecord<String, byte[]> record) {
        try {
            fold.apply(record);
        } catch (SchemaRegistryException e) {
            consumer.seek(PARTITION, record.offset());
            throw e;
        }
    }

    private void pause() {
        try {
            if (stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().log("directory follower stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
