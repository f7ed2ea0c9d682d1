package org.harborlight.connector.command;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.CompactedView;
import org.harborlight.connector.store.SectionKeys;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.command.NoticeOrders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the section keys of notices that operators have ordered to be erased: a tombstone for each key, and another one
 * whenever a key is written again, as a repeat of the notice does. Every instance does so; a tombstone too many harms
 * nothing. The follower's thread erases; the view's thread tells of keys, any thread may ask.
 */
public final class NoticeErasures implements SectionKeys.Erasures, CompactedView.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeErasures.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A broker closes a segment, so that it can be compacted, only when something is written behind it. */
    private static final Duration PULSE = Duration.ofHours(1);

    private static final String PULSE_KEY = "pulse";

    private final NoticeOrders orders = new NoticeOrders();
    private final MeterRegistry meters;
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final Set<String> lately = new HashSet<>();
    private Instant nextPulse = Instant.EPOCH;
    private volatile boolean known;

    public NoticeErasures(MeterRegistry meters) {
        this.meters = meters;
    }

    NoticeOrders orders() {
        return orders;
    }

    /** Every command that stood in the topic at the start has been folded. */
    void allKnown() {
        known = true;
    }

    @Override
    public boolean known() {
        return known;
    }

    @Override
    public boolean erased(String noticeKey) {
        return orders.erased(noticeKey);
    }

    /** Called once the keys can be found in the view, so that either this sees the order or the order finds the keys. */
    @Override
    public void found(String key, byte[] value) {
        Topics.noticeOfSectionKeys(key).filter(orders::erased).filter(due::add).ifPresent(notice -> {
            meters.counter("harborlight.connector.section.keys.returned").increment();
            LOG.atWarn().addKeyValue("notice", notice).log("section keys of an erased notice came back");
        });
    }

    /** The keys of the notice are to be erased in the next round. */
    void order(String notice) {
        due.add(notice);
    }

    /**
     * Erases what is due; what fails stays due.
     *
     * @param view of topic section-keys
     * @return the notices of which every key is gone now, as far as the view knew at the beginning
     */
    Set<String> work(CompactedView view, Producer<String, byte[]> producer) {
        Set<String> now = new HashSet<>(due);
        if (now.isEmpty() || !view.awaitReached(view.highWatermarks(), PATIENCE)) {
            return Set.of();
        }
        Set<String> gone = new HashSet<>();
        for (String notice : now) {
            due.remove(notice);
            if (erase(notice, view.keys(notice + "/"), producer)) {
                gone.add(notice);
            } else {
                due.add(notice);
            }
        }
        return gone;
    }

    /**
     * From time to time, and first when all is erased that was ordered before the start, lets the brokers compact what was
     * erased, however few notices come, and frees this instance's disk of it.
     */
    void pulse(CompactedView view, Producer<String, byte[]> producer, Instant now) {
        if (!known || !due.isEmpty() || now.isBefore(nextPulse) || !view.hasReached(view.highWatermarks())) {
            return;
        }
        for (TopicPartition partition : view.highWatermarks().keySet()) {
            var _ = producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), PULSE_KEY, null));
        }
        lately.forEach(notice -> view.forget(notice + "/"));
        lately.clear();
        nextPulse = now.plus(PULSE);
    }

    /** Whether the brokers have acknowledged every tombstone. */
    private boolean erase(String notice, List<String> keys, Producer<String, byte[]> producer) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String key : keys) {
                sent.add(producer.send(new ProducerRecord<>(Topics.SECTION_KEYS, key, null)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            lately.add(notice);
            if (!keys.isEmpty()) {
                meters.counter("harborlight.connector.section.keys.erased").increment(keys.size());
                LOG.atInfo().addKeyValue("notice", notice).log("section keys erased");
            }
            return true;
        } catch (ExecutionException e) {
            LOG.atError()
                    .addKeyValue("notice", notice)
                    .setCause(e)
                    .log("section keys could not be erased, trying again");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
