package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.MediaTypes;

/** Talks to the exchange as one submitter, over mutual TLS. Blocking; safe for all threads. */
public final class SubmitterClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI gateway;
    private final HttpClient http;

    public SubmitterClient(URI gateway, SSLContext tls) {
        this.gateway = gateway;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Sends an encoded {@code SignedNotice}.
     *
     * @throws IOException when no answer came: the notice may have been accepted, so send the same bytes again
     */
    public ExchangeAnswer submit(byte[] signedNotice) throws IOException {
        return send(request("/v1/notices")
                .header("Content-Type", MediaTypes.SIGNED_NOTICE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(signedNotice))
                .build());
    }

    /** What became of a notice. */
    public ExchangeAnswer status(String noticeId) throws IOException {
        return send(request("/v1/notices/" + noticeId).GET().build());
    }

    /**
     * A page of the list of all its notices.
     *
     * @param after where the page before ended, empty for the first
     */
    public ExchangeAnswer list(String after, int limit) throws IOException {
        String from = after.isEmpty() ? "" : "&after=" + after;
        return send(request("/v1/notices?limit=" + limit + from).GET().build());
    }

    /** The exchange's public keys as a JWK set. */
    public ExchangeAnswer keys() throws IOException {
        return send(request("/v1/keys").GET().build());
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE);
    }

    private ExchangeAnswer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new ExchangeAnswer(response.statusCode(), response.body(), problem(response));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<JsonNode> problem(HttpResponse<byte[]> response) throws IOException {
        boolean isProblem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith(MediaTypes.PROBLEM_JSON))
                .isPresent();
        return isProblem ? Optional.of(JSON.readTree(response.body())) : Optional.empty();
    }
}
