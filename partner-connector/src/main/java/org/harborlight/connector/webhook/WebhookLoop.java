package org.harborlight.connector.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.harborlight.connector.push.EventPush;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the timeline events of all submitters, tells one of them of its own, and commits how far it came: the offsets of
 * its group are all that is remembered. What was told and is not committed is told again, under the same id. For one
 * thread.
 */
final class WebhookLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Where something is due and nothing may be sent for now. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final WebhookServices services;
    private final Consumer<String, byte[]> consumer;
    private final WebhookStatus status;
    private final WebhookMetrics metrics;
    private final EventTeller teller;
    private final EventWindow window = new EventWindow();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private Instant commitDue = Instant.MIN;
    private boolean busy;
    private boolean abandoned;

    WebhookLoop(
            WebhookServices services,
            Consumer<String, byte[]> consumer,
            WebhookStatus status,
            WebhookMetrics metrics,
            LaneBreaker breaker) {
        this.services = services;
        this.consumer = consumer;
        this.status = status;
        this.metrics = metrics;
        this.teller = new EventTeller(services, status, metrics, breaker);
    }

    /** Returns when told to stop, with everything that was told committed. After a fault nothing more is committed. */
    void run(BooleanSupplier stopping) {
        try {
            consumer.subscribe(List.of(Topics.TIMELINE_EVENTS), this);
            while (!stopping.getAsBoolean()) {
                cycle();
            }
            commit();
        } catch (RuntimeException | Error e) {
            abandoned = true;
            throw e;
        }
    }

    private void cycle() {
        if (window.full()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.assignment());
        }
        consumer.poll(patience(services.steady().instant())).forEach(this::take);
        busy = teller.tell(window);
        if (!services.steady().instant().isBefore(commitDue)) {
            commit();
        }
        teller.show(window);
    }

    /** Until something is due. */
    private Duration patience(Instant now) {
        Instant until = window.nextDue().orElse(Instant.MAX);
        Optional<Instant> held = teller.heldUntil(now);
        if (held.isPresent() && held.get().isAfter(until)) {
            until = held.get();
        }
        if (!until.isAfter(now)) {
            return busy ? Duration.ZERO : SOON;
        }
        Instant longest = now.plus(POLL);
        return until.isBefore(longest) ? Duration.between(now, until) : POLL;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        String own = Topics.noticeKey(status.submitterId(), "");
        if (record.key() == null || !record.key().startsWith(own)) {
            window.passed(partition, record.offset());
            return;
        }
        read(record)
                .ifPresentOrElse(
                        event -> window.add(new WaitingEvent(
                                partition,
                                record.offset(),
                                record.key(),
                                event,
                                Instant.ofEpochMilli(record.timestamp()))),
                        () -> reject(record, partition));
    }

    /** Nobody is told of another's notice, whatever the key says. */
    private Optional<TimelineEvent> read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            TimelineEvent event = services.source().decode().apply(record.value());
            String key = Topics.noticeKey(event.getSubmitterId(), event.getNoticeId());
            return record.key().equals(key) && EventPush.sound(event) ? Optional.of(event) : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private void reject(ConsumerRecord<String, byte[]> record, TopicPartition partition) {
        metrics.rejected();
        LOG.atError()
                .addKeyValue("submitter", status.submitterId())
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("alarm: a timeline event cannot be read, or is under another notice's key");
        window.passed(partition, record.offset());
    }

    private void commit() {
        commitDue = services.steady().instant().plus(services.policy().commitInterval());
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        window.positions().forEach((partition, next) -> {
            if (!next.equals(committed.get(partition))) {
                moved.put(partition, new OffsetAndMetadata(next));
            }
        });
        if (moved.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(moved);
            moved.forEach((partition, next) -> committed.put(partition, next.offset()));
            status.recovered();
        } catch (RebalanceInProgressException e) {
            // The next poll joins again, and commits before partitions go.
            LOG.atDebug().setCause(e).log("partitions are about to move");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.atDebug()
                .addKeyValue("submitter", status.submitterId())
                .addKeyValue("partitions", partitions.size())
                .log("webhook has partitions");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!abandoned) {
            commit();
        }
        forget(partitions);
    }

    /** Another instance may have them already, and tells again what was not committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        window.drop(partitions);
        partitions.forEach(committed::remove);
    }
}
