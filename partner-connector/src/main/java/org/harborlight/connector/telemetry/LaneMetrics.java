package org.harborlight.connector.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.harborlight.connector.store.LaneId;

/**
 * The figures of one lane. Labels are the partner, the lane and a code of ours; registering the same lane again finds
 * the same meters. Thread-safe.
 */
public final class LaneMetrics {
    private static final String PREFIX = "harborlight.connector.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer push;
    private final Timer toReceipt;

    public LaneMetrics(MeterRegistry registry, LaneId lane) {
        this.registry = registry;
        this.tags = Tags.of("partner", lane.partnerId(), "lane", lane.laneName());
        this.push = registry.timer(PREFIX + "push", tags);
        this.toReceipt = Timer.builder(PREFIX + "acceptance.to.receipt")
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(registry);
    }

    /** One attempt to reach the partner, by what became of it. */
    public void attempt(String result, Duration took) {
        push.record(took);
        count("attempts", "result", result);
    }

    /** One attempt to reach the partner's second contact, by what became of it. */
    public void secondAttempt(String result) {
        count("second.attempts", "result", result);
    }

    /** A delivery reached a terminal state. */
    public void settled(String state) {
        count("settled", "state", state);
    }

    /**
     * A delivery was taken.
     *
     * @param signed whether the partner signed the receipt itself
     */
    public void receipted(Duration sinceAcceptance, boolean signed) {
        toReceipt.record(sinceAcceptance);
        if (signed) {
            counter("signed.receipts").increment();
        }
    }

    /** A record that must not or cannot be sent: forged, misdirected, unreadable, gone. Any increase is an alarm. */
    public void rejected(String reason) {
        count("rejected", "reason", reason);
    }

    /** An operator sent a delivery that had ended once more. */
    public void redriven() {
        counter("redriven").increment();
    }

    /** A command of an operator had no effect on a delivery of this lane. */
    public void commandRefused(String reason) {
        registry.counter(PREFIX + "commands.refused", "reason", reason).increment();
    }

    /** The partner said that it had this delivery before: it was sent again after a fault. */
    public void resent() {
        counter("resent").increment();
    }

    /** A record whose delivery is already known here; nothing is sent. */
    public void duplicate() {
        counter("duplicates").increment();
    }

    /** A delivery has not reached its partner, and somebody was told, or nobody could be. Any increase pages the operator. */
    public void escalated(String result) {
        count("escalations", "result", result);
    }

    /** Sections that the signed delivery releases and today's directory does not. */
    public void narrowed() {
        counter("narrowed").increment();
    }

    /** Keys of a notice are gone, unreadable or another's, and went to nobody. Any increase is an alarm. */
    public void sectionKeysTampered(String reason) {
        count("section.keys.tampered", "reason", reason);
    }

    /** A delivery was shown in the partner's inbox, perhaps not for the first time. */
    public void pulled() {
        counter("pulled").increment();
    }

    public void restarted() {
        counter("lane.restarts").increment();
    }

    public void lateReceipt() {
        counter("late.receipts").increment();
    }

    /** Publishes a figure that is asked at every scrape; a lane that starts again replaces its former one. */
    public void gauge(String name, Supplier<Number> value) {
        String full = PREFIX + name;
        registry.find(full).tags(tags).meters().forEach(registry::remove);
        Gauge.builder(full, value).tags(tags).register(registry);
    }

    private void count(String name, String label, String value) {
        registry.counter(PREFIX + name, tags.and(label, value)).increment();
    }

    private Counter counter(String name) {
        return registry.counter(PREFIX + name, tags);
    }
}
