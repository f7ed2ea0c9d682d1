package org.harborlight.standalone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.service.TopicReader;

/** Everything the topic of outcomes says, read on a thread of its own. Safe for all threads. */
final class OutcomeLog implements AutoCloseable {
    private final TopicReader consumer;
    private final WireFormat<Outcome> format;
    private final Map<String, List<Outcome>> byNotice = new ConcurrentHashMap<>();
    private final Object arrived = new Object();
    private final Thread reader;
    private volatile boolean stopped;

    OutcomeLog(Map<String, Object> kafka, WireFormat<Outcome> format) {
        this.consumer = new TopicReader(kafka);
        this.format = format;
        this.reader = Thread.ofPlatform().name("demo-outcomes").daemon().start(this::read);
    }

    /** All verdicts on a notice so far, by {@code submitter/notice}. */
    List<Outcome> of(String noticeKey) {
        List<Outcome> outcomes = byNotice.getOrDefault(noticeKey, List.of());
        synchronized (arrived) {
            return List.copyOf(outcomes);
        }
    }

    List<Outcome> all() {
        synchronized (arrived) {
            return byNotice.values().stream().flatMap(List::stream).toList();
        }
    }

    /** Waits for a verdict that fits; empty when none came in time. */
    Optional<Outcome> await(String noticeKey, Predicate<Outcome> fits, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (arrived) {
            while (true) {
                Optional<Outcome> found = byNotice.getOrDefault(noticeKey, List.of()).stream()
                        .filter(fits)
                        .findFirst();
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (found.isPresent() || left <= 0) {
                    return found;
                }
                arrived.wait(left);
            }
        }
    }

    private void read() {
        try (consumer) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.OUTCOMES).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    keep(format.decode(record.value()));
                }
            }
        } catch (WakeupException e) {
            // Only close() wakes it.
        }
    }

    private void keep(Outcome outcome) {
        synchronized (arrived) {
            byNotice.computeIfAbsent(
                            Topics.noticeKey(outcome.getSubmitterId(), outcome.getNoticeId()), key -> new ArrayList<>())
                    .add(outcome);
            arrived.notifyAll();
        }
    }

    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
