package org.harborlight.processor.operator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The management port of a connector, as asked by whoever judges health. Blocks; for one thread at a time. */
final class ConnectorPort implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** The list that it shows under a path; empty where it does not answer with one. */
    Optional<JsonArray> ask(URI connector, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(connector.resolve(path)).timeout(TIMEOUT).build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? Optional.of(new JsonArray(Buffer.buffer(answer.body())))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
