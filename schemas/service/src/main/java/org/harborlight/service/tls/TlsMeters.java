package org.harborlight.service.tls;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.tls.RevocationList;

/** What an operator watches of one TLS endpoint. */
final class TlsMeters implements MeterBinder {
    private static final String TAG = "endpoint";

    private final LiveTls tls;

    TlsMeters(LiveTls tls) {
        this.tls = tls;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "certificate.left.seconds", "Seconds until the certificate ends", TlsMeters::left);
        gauge(
                registry,
                "loaded.seconds",
                "When the files were loaded last, in Unix seconds",
                meters -> meters.tls.record().lastLoaded().getEpochSecond());
        gauge(
                registry,
                "refused.now",
                "1 while the files are refused and the old ones are used",
                meters -> meters.tls.record().failing() ? 1 : 0);
        counter(
                registry,
                "reloads",
                "Changes of the files that were taken over",
                live -> live.record().reloads());
        counter(
                registry,
                "refused",
                "Changes of the files that were refused",
                live -> live.record().refusals());
        if (tls.asksForLists()) {
            bindLists(registry);
        }
        tls.ocsp().ifPresent(ocsp -> bindOcsp(registry, ocsp));
    }

    private void bindLists(MeterRegistry registry) {
        gauge(registry, "crl.age.seconds", "Age of the oldest revocation list", TlsMeters::age);
        gauge(
                registry,
                "crl.overdue",
                "Authorities whose next revocation list is due or missing",
                meters -> meters.overdue());
        counter(
                registry,
                "crl.refused",
                "Revocation lists that were refused",
                live -> live.record().listsRefused());
    }

    private void bindOcsp(MeterRegistry registry, LiveOcsp ocsp) {
        gauge(
                registry,
                "ocsp.answers",
                "Certificates of which a responder has said something",
                _ -> ocsp.answers().answered());
        gauge(
                registry,
                "ocsp.age.seconds",
                "Age of the oldest OCSP answer for a certificate that is in use",
                meters -> ocsp.answers().age(meters.tls.clock().instant()).toSeconds());
        counter(
                registry,
                "ocsp.failures",
                "Fetches that brought no OCSP answer that is believed",
                _ -> ocsp.failures());
    }

    /** Authorities with a list whose successor is due, or without one while there is no responder to ask instead. */
    long overdue() {
        if (!tls.asksForLists()) {
            return 0;
        }
        Instant now = tls.clock().instant();
        return tls.material().authorities().stream()
                .map(TlsMeters::sha256)
                .distinct()
                .filter(authority -> tls.revocations()
                        .list(authority)
                        .map(list -> !list.nextUpdate().isAfter(now))
                        .orElse(tls.ocsp().isEmpty()))
                .count();
    }

    private static String sha256(X509Certificate authority) {
        return Sha256.hex(authority.getPublicKey().getEncoded());
    }

    private double left() {
        Instant end = tls.material().certificate().getNotAfter().toInstant();
        return Duration.between(tls.clock().instant(), end).toSeconds();
    }

    private double age() {
        Instant now = tls.clock().instant();
        return tls.revocations().lists().stream()
                .map(RevocationList::thisUpdate)
                .mapToLong(made -> Duration.between(made, now).toSeconds())
                .max()
                .orElse(0);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<TlsMeters> value) {
        Gauge.builder("harborlight.tls." + name, this, value)
                .strongReference(true)
                .tag(TAG, tls.endpoint())
                .description(description)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<LiveTls> value) {
        FunctionCounter.builder("harborlight.tls." + name, tls, value)
                .tag(TAG, tls.endpoint())
                .description(description)
                .register(registry);
    }
}
