package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.FeedbackAnswer;

/** Answers deliveries as one partner, over mutual TLS. Blocking; safe for all threads. */
public final class FeedbackClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI connector;
    private final HttpClient http;

    public FeedbackClient(URI connector, SSLContext tls) {
        this.connector = connector;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Returns the HTTP status. */
    public int answer(String deliveryId, FeedbackAnswer answer, boolean shareWithSubmitter) throws IOException {
        ObjectNode body =
                JSON.createObjectNode().put("answer", answer.name()).put("shareWithSubmitter", shareWithSubmitter);
        HttpRequest request = HttpRequest.newBuilder(connector.resolve("/v1/deliveries/" + deliveryId + "/feedback"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
