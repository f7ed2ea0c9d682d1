package org.harborlight.processor.link;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the cap on versions does in this process, both lanes together. What a transaction that was aborted had
 * decided is counted again by the next attempt. Safe for all threads.
 */
public final class DigestCounts implements MeterBinder {
    private final AtomicLong deferred = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Map<News, AtomicLong> exempted = new EnumMap<>(News.class);

    public DigestCounts() {
        for (News news : News.values()) {
            exempted.put(news, new AtomicLong());
        }
    }

    /** A notice waits for the digest. */
    void deferred() {
        deferred.incrementAndGet();
    }

    /** A notice beyond the cap does not wait. */
    void exempted(News news) {
        Objects.requireNonNull(exempted.get(news)).incrementAndGet();
    }

    /** A digest was due and went out. */
    void sent() {
        sent.incrementAndGet();
    }

    /** A digest was due and could not be made. */
    void failed() {
        failed.incrementAndGet();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter("harborlight.digest.deferred", "Notices beyond the cap that wait for a digest", deferred)
                .register(registry);
        counter("harborlight.digest.sent", "Digests that were due and went out", sent)
                .register(registry);
        counter("harborlight.digest.failed", "Digests that were due and could not be made", failed)
                .register(registry);
        exempted.forEach((news, count) -> counter(
                        "harborlight.digest.exempted", "Notices beyond the cap that did not wait", count)
                .tag("news", news.code())
                .register(registry));
    }

    private static FunctionCounter.Builder<AtomicLong> counter(String name, String description, AtomicLong count) {
        return FunctionCounter.builder(name, count, AtomicLong::get).description(description);
    }
}
