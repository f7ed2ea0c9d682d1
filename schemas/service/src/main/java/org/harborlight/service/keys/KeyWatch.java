package org.harborlight.service.keys;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.Background;
import org.harborlight.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a service's signing key show at intervals that it signs, on a thread of its own, says how that goes, and takes a
 * lost token up again. A key in memory always signs.
 */
public final class KeyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

    private final SigningKey key;
    private final Duration interval;
    private final Runnable afterEach;
    private final Background background = new Background("key-watch", this::watch);

    /**
     * Not started yet.
     *
     * @param afterEach called after each look, on the watching thread
     */
    public KeyWatch(SigningKey key, Duration interval, Runnable afterEach) {
        this.key = key;
        this.interval = interval;
        this.afterEach = afterEach;
    }

    /** A service that cannot sign is not ready. */
    public KeyWatch tell(MeterRegistry metrics, Readiness readiness) {
        readiness.require("signing-key-not-usable", key::usable);
        Gauge.builder("harborlight.signing.key.usable", key, signing -> signing.usable() ? 1 : 0)
                .strongReference(true)
                .tag("key", key.keyId())
                .description("0 while the token of the service's signing key is lost")
                .register(metrics);
        return this;
    }

    public KeyWatch start() {
        background.start();
        return this;
    }

    @Override
    public void close() {
        background.close();
    }

    private void watch() {
        while (!background.closing()) {
            background.pause(interval);
            if (!background.closing()) {
                look();
            }
        }
    }

    private void look() {
        try {
            key.check();
            afterEach.run();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("keyId", key.keyId()).setCause(e).log("looking at a signing key met a fault");
        }
    }
}
