package org.harborlight.service.tls;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.harborlight.schemas.tls.OcspAnswer;
import org.harborlight.schemas.tls.OcspQuestion;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.Revocation;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What responders say of the certificates that are in use. Who asks gets what is known at that moment; the answer is fetched
 * beside, the first time and before it grows old, from the responders that are listed and from no other. For certificates
 * only whose chain was verified. Safe for all threads; nothing is fetched before it is started.
 */
final class LiveOcsp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveOcsp.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final TlsFiles.Ocsp settings;
    private final Supplier<List<X509Certificate>> authorities;
    private final InstantSource clock;
    private final Runnable revoked;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<OcspResponder> responders;
    private final SecureRandom random = new SecureRandom();
    private final Background background = new Background("ocsp", this::run);
    private final OcspAnswers answers = new OcspAnswers(background::wake);
    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong failures = new AtomicLong();

    /** @param revoked runs on a thread of this one's when a certificate turns out to be revoked */
    LiveOcsp(
            TlsFiles.Ocsp settings,
            Supplier<List<X509Certificate>> authorities,
            InstantSource clock,
            Runnable revoked) {
        this.settings = settings;
        this.authorities = authorities;
        this.clock = clock;
        this.revoked = revoked;
        this.responders = settings.responders().stream()
                .map(url -> new OcspResponder(url, settings.age(), http, clock))
                .toList();
    }

    void start() {
        background.start();
    }

    /** Does not block. */
    Revocation of(String issuerSha256, X509Certificate certificate, Instant now) {
        return answers.of(issuerSha256, certificate, now).ask(now, settings.grace());
    }

    OcspAnswers answers() {
        return answers;
    }

    /** How many fetches brought no answer that is believed. */
    long failures() {
        return failures.get();
    }

    /** Begins to fetch what is due. */
    void look() {
        Instant now = clock.instant();
        answers.trim(now);
        answers.due(now).forEach(entry -> fetches.execute(() -> fetch(entry)));
    }

    @Override
    public void close() {
        background.close();
        fetches.shutdownNow();
        http.shutdownNow();
        fetches.close();
    }

    private void run() {
        while (!background.closing()) {
            try {
                look();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("looking at OCSP answers met a fault");
            }
            background.pause(INTERVAL);
        }
    }

    private void fetch(OcspEntry entry) {
        try {
            settle(entry, ask(entry.certificate()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(entry, "fault");
            LOG.atError().setCause(e).log("asking an OCSP responder met a fault");
        }
    }

    private void settle(OcspEntry entry, OcspReply reply) {
        switch (reply) {
            case OcspReply.Believed(OcspAnswer answer) -> take(entry, answer);
            case OcspReply.Refused(String reason) -> refuse(entry, reason);
            case OcspReply.Silent _ -> fail(entry, OcspResponder.SILENT);
            case OcspReply.Resting _ -> entry.postponed(OcspResponder.SILENT);
            case OcspReply.Foreign _ -> answers.forget(entry);
        }
    }

    /** One responder after the other until an answer is believed. */
    private OcspReply ask(X509Certificate certificate) throws InterruptedException {
        var issuer = new PeerIdentities(authorities.get()).anchor(certificate);
        if (issuer.isEmpty()) {
            return new OcspReply.Foreign();
        }
        OcspReply reply = new OcspReply.Refused("ocsp-not-listed");
        for (OcspResponder responder : chosen(certificate)) {
            reply = responder.ask(new OcspQuestion(issuer.get(), certificate.getSerialNumber(), random));
            if (reply instanceof OcspReply.Believed) {
                return reply;
            }
        }
        return reply;
    }

    private List<OcspResponder> chosen(X509Certificate certificate) {
        List<String> named = OcspQuestion.responders(certificate);
        return named.isEmpty()
                ? responders
                : responders.stream()
                        .filter(responder -> named.stream().anyMatch(responder::isAt))
                        .toList();
    }

    private void take(OcspEntry entry, OcspAnswer answer) {
        if (!entry.answered(answer, clock.instant(), settings.age())) {
            refuse(entry, "ocsp-older");
        } else if (answer.status() == Revocation.REVOKED) {
            log(entry, "certificate-revoked", "OCSP says that a certificate is revoked");
            revoked.run();
        }
    }

    private void refuse(OcspEntry entry, String reason) {
        if (fail(entry, reason)) {
            log(entry, reason, "OCSP answer refused");
        }
    }

    private boolean fail(OcspEntry entry, String reason) {
        failures.incrementAndGet();
        return entry.failed(reason, clock.instant());
    }

    private static void log(OcspEntry entry, String reason, String message) {
        LOG.atWarn()
                .addKeyValue("serial", entry.certificate().getSerialNumber().toString(16))
                .addKeyValue("reason", reason)
                .log(message);
    }
}
