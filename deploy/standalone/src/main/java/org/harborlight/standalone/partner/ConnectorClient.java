package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/** Talks to the connector as one partner, over mutual TLS. Blocking; safe for all threads. */
public final class ConnectorClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final URI connector;
    private final HttpClient http;

    public ConnectorClient(URI connector, SSLContext tls) {
        this.connector = connector;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A page of the inbox from a cursor, or from the oldest delivery; waits so long where there is none. */
    public ExchangeAnswer inbox(Optional<String> cursor, int limit, Duration wait) throws IOException {
        String query = "?limit=" + limit + "&wait=" + wait.toSeconds()
                + cursor.map(text -> "&cursor=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .orElse("");
        return send(request("/v1/inbox" + query, wait).GET());
    }

    /** Sends acknowledgements, as {@code POST /v1/inbox/ack} takes them. */
    public ExchangeAnswer acknowledge(byte[] acks) throws IOException {
        return send(post("/v1/inbox/ack", acks));
    }

    /** Sends a desk's answer to a delivery. */
    public ExchangeAnswer answer(String deliveryId, DeskAnswer answer) throws IOException {
        return send(post("/v1/deliveries/" + deliveryId + "/feedback", answer.toJson()));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder post(String path, byte[] json) {
        return request(path, Duration.ZERO)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    }

    private HttpRequest.Builder request(String path, Duration wait) {
        return HttpRequest.newBuilder(connector.resolve(path)).timeout(PATIENCE.plus(wait));
    }

    private ExchangeAnswer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MAX_BODY + 1);
                if (body.length > MAX_BODY) {
                    throw new IOException("the answer of " + connector + " is larger than " + MAX_BODY + " bytes");
                }
                return new ExchangeAnswer(response.statusCode(), body, problem(response, body));
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
}
