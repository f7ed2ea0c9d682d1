package org.harborlight.processor.operator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The management port of a connector, as asked by whoever judges health. Blocks; safe for all threads. */
final class ConnectorPort implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * The list that it shows under a path; empty where it does not answer with one that can be read.
     *
     * @param item reads one entry, throws where it is something else
     */
    <T> Optional<List<T>> ask(URI connector, String path, Function<JsonObject, T> item) {
        HttpRequest request =
                HttpRequest.newBuilder(connector.resolve(path)).timeout(TIMEOUT).build();
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            // The timeout of the request ends with the headers, and a body can be as slow.
            HttpResponse<byte[]> answer = asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return answer.statusCode() == 200 ? Optional.of(read(answer.body(), item)) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return Optional.empty();
        } finally {
            asked.cancel(true);
        }
    }

    private static <T> List<T> read(byte[] body, Function<JsonObject, T> item) {
        JsonArray entries = new JsonArray(Buffer.buffer(body));
        List<T> items = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            items.add(item.apply(entries.getJsonObject(i)));
        }
        return items;
    }

    @Override
    public void close() {
        client.close();
    }
}
