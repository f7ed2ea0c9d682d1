package org.harborlight.processor.operator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the management ports of the connectors which breakers are not closed. Blocks; for one thread at a time. */
final class ConnectorBreakers implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final List<URI> connectors;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    ConnectorBreakers(List<URI> connectors) {
        this.connectors = List.copyOf(connectors);
    }

    /** Empty where no connector is configured. One that does not answer stands in the list itself. */
    Optional<List<HealthFacts.Breaker>> look() {
        if (connectors.isEmpty()) {
            return Optional.empty();
        }
        List<HealthFacts.Breaker> open = new ArrayList<>();
        connectors.forEach(connector -> open.addAll(ask(connector)));
        return Optional.of(open);
    }

    private List<HealthFacts.Breaker> ask(URI connector) {
        HttpRequest request = HttpRequest.newBuilder(connector.resolve("/breakers"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? open(new JsonArray(Buffer.buffer(answer.body()))) : silent(connector);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent(connector);
        } catch (IOException | RuntimeException e) {
            return silent(connector);
        }
    }

    private static List<HealthFacts.Breaker> open(JsonArray breakers) {
        List<HealthFacts.Breaker> open = new ArrayList<>();
        for (int i = 0; i < breakers.size(); i++) {
            JsonObject breaker = breakers.getJsonObject(i);
            String state = breaker.getString("state", "unknown");
            if (!state.equals("closed")) {
                open.add(new HealthFacts.Breaker(
                        breaker.getString("partner", "") + "/" + breaker.getString("lane", ""), state));
            }
        }
        return open;
    }

    private static List<HealthFacts.Breaker> silent(URI connector) {
        return List.of(new HealthFacts.Breaker(connector.getAuthority(), "does not answer"));
    }

    @Override
    public void close() {
        client.close();
    }
}
