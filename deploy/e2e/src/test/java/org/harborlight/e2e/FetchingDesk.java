package org.harborlight.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;

/**
 * A desk without an endpoint: fetches from one instance of the connector and acknowledges to the next, so that most
 * acknowledgements reach an instance that does not work on the delivery. Works on a thread of its own until it is closed.
 */
final class FetchingDesk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<URI> connectors;
    private final DeliveryVerifier verifier;
    private volatile HttpClient http;
    private final Map<String, Set<String>> digests = new ConcurrentHashMap<>();
    private final Set<String> notices = ConcurrentHashMap.newKeySet();
    private final Set<String> receipted = ConcurrentHashMap.newKeySet();
    private final Set<String> problems = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("fetching-desk").unstarted(this::work);
    private String cursor = "";
    private volatile boolean closing;

    FetchingDesk(List<URI> connectors, SSLContext tls, DeliveryVerifier verifier) {
        this.connectors = connectors;
        this.verifier = verifier;
        this.http = client(tls);
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** From the next request on it shows this certificate; what is asked now is answered yet. */
    void shows(SSLContext tls) {
        http = client(tls);
    }

    void begin() {
        thread.start();
    }

    /** Notices that a delivery named as its cause. */
    Set<String> notices() {
        return Set.copyOf(notices);
    }

    /** Ids of the deliveries that it fetched. */
    Set<String> deliveries() {
        return Set.copyOf(digests.keySet());
    }

    /** The digest of each delivery that it fetched, by id. */
    Map<String, Set<String>> digests() {
        return Map.copyOf(digests);
    }

    /** Ids of those that an instance called RECEIPTED. */
    Set<String> receipted() {
        return Set.copyOf(receipted);
    }

    /** Delivery ids under which two different contents came. */
    List<String> contradictory() {
        return digests.entrySet().stream()
                .filter(delivery -> delivery.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What was wrong with a page, a delivery or an acknowledgement, but for what is to be repeated. */
    Set<String> problems() {
        return Set.copyOf(problems);
    }

    private void work() {
        Map<String, String> open = new TreeMap<>();
        for (int turn = 0; !closing; turn++) {
            URI asked = connectors.get(turn % connectors.size());
            URI told = connectors.get((turn + 1) % connectors.size());
            if (!attempt(() -> fetch(asked, open)) || !attempt(() -> acknowledge(told, open))) {
                return;
            }
        }
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    /** Whether to go on; an instance that is gone is passed over, the next turn asks another one. */
    private static boolean attempt(Step step) {
        try {
            step.take();
            return true;
        } catch (IOException instanceIsGone) {
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void fetch(URI connector, Map<String, String> open) throws IOException, InterruptedException {
        JsonNode page = send(HttpRequest.newBuilder(
                        connector.resolve("/v1/inbox?limit=50&wait=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)))
                .GET());
        for (JsonNode body : page.path("deliveries")) {
            switch (verifier.verify(JSON.writeValueAsBytes(body), Instant.now())) {
                case DeliveryCheck.Refused refused -> problems.add(refused.reason());
                case DeliveryCheck.Genuine genuine -> {
                    String id = genuine.delivery().getDeliveryId();
                    digests.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet())
                            .add(genuine.digest());
                    notices.add(genuine.delivery().getTrigger().getNoticeId());
                    open.put(id, genuine.digest());
                }
            }
        }
        cursor = page.path("cursor").asText(cursor);
    }

    private void acknowledge(URI connector, Map<String, String> open) throws IOException, InterruptedException {
        if (open.isEmpty()) {
            return;
        }
        ArrayNode acks = JSON.createArrayNode();
        open.forEach((id, digest) -> acks.addObject().put("deliveryId", id).put("digest", digest));
        ObjectNode body = JSON.createObjectNode().set("acks", acks);
        JsonNode answer = send(HttpRequest.newBuilder(connector.resolve("/v1/inbox/ack"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        for (JsonNode result : answer.path("results")) {
            String id = result.path("deliveryId").asText();
            if (result.path("state").asText().equals("RECEIPTED")) {
                receipted.add(id);
                open.remove(id);
            } else if (!result.path("problem").asText().endsWith(":unavailable")) {
                problems.add(result.path("problem").asText());
            }
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() == 200) {
            return JSON.readTree(response.body());
        }
        if (response.statusCode() != 503) {
            problems.add(JSON.readTree(response.body()).path("type").asText());
        }
        return JSON.createObjectNode();
    }

    @Override
    public void close() {
        closing = true;
        http.shutdownNow();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
