package org.harborlight.service.tls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.harborlight.schemas.tls.OcspAnswer;
import org.harborlight.schemas.tls.OcspQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One responder that may be asked: a few questions at a time, each for 5 s at most. After one that it leaves open it is left
 * alone for a while. Blocks; thread-safe.
 */
final class OcspResponder {
    /** Why there is no answer. */
    static final String SILENT = "ocsp-silent";

    private static final Logger LOG = LoggerFactory.getLogger(OcspResponder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST_RESPONSE = 64 * 1024;
    private static final int AT_ONCE = 4;
    private static final int OK = 200;
    private static final int FAULT = 500;

    private final URI url;
    private final Duration withoutEnd;
    private final HttpClient http;
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final RetryPause pause = new RetryPause();

    /** @param withoutEnd how long an answer counts that does not say so itself */
    OcspResponder(URI url, Duration withoutEnd, HttpClient http, InstantSource clock) {
        this.url = url;
        this.withoutEnd = withoutEnd;
        this.http = http;
        this.clock = clock;
    }

    /** Whether a URL leads to it. */
    boolean isAt(String named) {
        try {
            return withPath(URI.create(named)).equals(withPath(url));
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
    }

    private static URI withPath(URI url) {
        return "".equals(url.getPath()) ? url.resolve("/") : url;
    }

    OcspReply ask(OcspQuestion question) throws InterruptedException {
        turns.acquire();
        try {
            if (pause.isOn(clock.instant())) {
                return new OcspReply.Resting();
            }
            HttpResponse<byte[]> response = post(question.der());
            pause.end();
            if (response.statusCode() != OK) {
                return new OcspReply.Refused("ocsp-status");
            }
            return new OcspReply.Believed(OcspAnswer.read(response.body(), question, clock.instant(), withoutEnd));
        } catch (IOException | ExecutionException | TimeoutException e) {
            if (pause.begin(clock.instant())) {
                LOG.atWarn()
                        .addKeyValue("url", url)
                        .addKeyValue("reason", SILENT)
                        .setCause(e)
                        .log("OCSP responder does not answer");
            }
            return new OcspReply.Silent();
        } catch (IllegalArgumentException e) {
            return new OcspReply.Refused(String.valueOf(e.getMessage()));
        } finally {
            turns.release();
        }
    }

    private HttpResponse<byte[]> post(byte[] request)
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                HttpRequest.newBuilder(url)
                        .header("content-type", "application/ocsp-request")
                        .header("accept", "application/ocsp-response")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                        .build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_RESPONSE));
        try {
            // A timeout of the request would end with the headers, and let a body trickle.
            HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() >= FAULT) {
                throw new IOException("status " + response.statusCode());
            }
            return response;
        } finally {
            answer.cancel(true);
        }
    }
}
