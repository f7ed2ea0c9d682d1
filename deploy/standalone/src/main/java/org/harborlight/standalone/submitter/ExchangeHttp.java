package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.MediaTypes;

/** One service of the exchange, asked over mutual TLS as one participant. Blocking; safe for all threads. */
public final class ExchangeHttp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final URI service;
    private final HttpClient http;

    public ExchangeHttp(URI service, SSLContext tls) {
        this.service = service;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A request that the service may let wait for so long before it answers. */
    public HttpRequest.Builder request(String path, Duration wait) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE.plus(wait));
    }

    /** Throws IOException when no answer came, or one that is too large. */
    public ExchangeAnswer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MAX_BODY + 1);
                if (body.length > MAX_BODY) {
                    throw new IOException("the answer of " + service + " is larger than " + MAX_BODY + " bytes");
                }
                return new ExchangeAnswer(response.statusCode(), body, problem(response, body), retryAfter(response));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<JsonNode> problem(HttpResponse<?> response, byte[] body) throws IOException {
        boolean isProblem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith(MediaTypes.PROBLEM_JSON))
                .isPresent();
        return isProblem ? Optional.of(JSON.readTree(body)) : Optional.empty();
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** Ends requests under way too. */
    public void closeNow() {
        http.shutdownNow();
        http.close();
    }

    @Override
    public void close() {
        http.close();
    }
}
