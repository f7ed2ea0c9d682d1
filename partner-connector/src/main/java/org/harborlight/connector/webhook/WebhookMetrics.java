package org.harborlight.connector.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.function.Supplier;

/** The figures of one submitter's webhook; registering the same one again finds the same meters. Thread-safe. */
final class WebhookMetrics {
    private static final String PREFIX = "harborlight.connector.webhook.";

    private final MeterRegistry registry;
    private final Tags tags;

    WebhookMetrics(MeterRegistry registry, String submitterId) {
        this.registry = registry;
        this.tags = Tags.of("submitter", submitterId);
    }

    /** One attempt, by what became of it. */
    void attempt(String result, Duration took) {
        registry.timer(PREFIX + "push", tags).record(took);
        count("attempts", "result", result);
    }

    /** From the ledger's record to the submitter's answer. */
    void told(Duration since) {
        registry.timer(PREFIX + "told", tags).record(since);
    }

    /** An event that its submitter was not told of and will not be; the status still shows it. */
    void gaveUp(String reason) {
        count("given.up", "reason", reason);
    }

    /** A record that cannot be read, or is under the key of another submitter. Any increase is an alarm. */
    void rejected() {
        registry.counter(PREFIX + "rejected", tags).increment();
    }

    void restarted() {
        registry.counter(PREFIX + "restarts", tags).increment();
    }

    /** Publishes a figure that is asked at every scrape; a webhook that starts again replaces its former one. */
    void gauge(String name, Supplier<Number> value) {
        String full = PREFIX + name;
        registry.find(full).tags(tags).meters().forEach(registry::remove);
        Gauge.builder(full, value).tags(tags).register(registry);
    }

    private void count(String name, String label, String value) {
        registry.counter(PREFIX + name, tags.and(label, value)).increment();
    }
}
