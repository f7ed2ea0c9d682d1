package org.harborlight.service.tls;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.harborlight.service.Background;
import org.harborlight.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the TLS files of a service at intervals, on a thread of its own, lets responders be asked, and says how that
 * goes.
 */
public final class TlsWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);

    private final List<LiveTls> endpoints;
    private final Duration interval;
    private final Background background = new Background("tls-watch", this::watch);

    public TlsWatch(List<LiveTls> endpoints, Duration interval) {
        this.endpoints = List.copyOf(endpoints);
        this.interval = interval;
    }

    public TlsWatch start() {
        endpoints.forEach(endpoint -> endpoint.ocsp().ifPresent(LiveOcsp::start));
        background.start();
        return this;
    }

    /** A refused file is a warning, since the service goes on with the old one; a certificate that has ended is not. */
    public TlsWatch tell(MeterRegistry metrics, Readiness readiness) {
        endpoints.forEach(endpoint -> new TlsMeters(endpoint).bindTo(metrics));
        readiness.require("tls-certificate-ended", () -> endpoints.stream().noneMatch(TlsWatch::ended));
        readiness.warn(
                "tls-files-refused",
                () -> endpoints.stream().noneMatch(endpoint -> endpoint.record().failing()));
        readiness.warn(
                "crl-refused",
                () -> endpoints.stream().noneMatch(endpoint -> endpoint.record().listsFailing()));
        readiness.warn(
                "crl-overdue", () -> endpoints.stream().allMatch(endpoint -> new TlsMeters(endpoint).overdue() == 0));
        readiness.warn("ocsp-failing", () -> endpoints.stream().noneMatch(TlsWatch::ocspFailing));
        return this;
    }

    @Override
    public void close() {
        background.close();
        endpoints.forEach(endpoint -> endpoint.ocsp().ifPresent(LiveOcsp::close));
    }

    private void watch() {
        while (!background.closing()) {
            background.pause(interval);
            endpoints.forEach(this::look);
        }
    }

    private void look(LiveTls endpoint) {
        if (background.closing()) {
            return;
        }
        try {
            endpoint.look();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("endpoint", endpoint.endpoint())
                    .setCause(e)
                    .log("looking at TLS files met a fault");
        }
    }

    private static boolean ocspFailing(LiveTls endpoint) {
        return endpoint.ocsp()
                .filter(ocsp -> ocsp.answers().failing(endpoint.clock().instant()))
                .isPresent();
    }

    private static boolean ended(LiveTls endpoint) {
        return endpoint.clock()
                .instant()
                .isAfter(endpoint.material().certificate().getNotAfter().toInstant());
    }
}
