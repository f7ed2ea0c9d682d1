package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.connector.partner.Received;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

/** A desk fetches and acknowledges without a pause while instances come, go, and share the partitions anew. */
class InboxRebalanceIT extends Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EACH = 8;

    InboxRebalanceIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldMissNothingWhenInstancesComeAndGoUnderTheReader() {
        TestPartner partner = partner(TestPartner::pulls);
        Connector one = connector();
        Reader reader = closing(new Reader(partner, List.of(one)));
        List<String> all = new ArrayList<>(deliver(partner));

        Connector two = connector("two", Map.of());
        reader.turnTo(List.of(one, two));
        all.addAll(deliver(partner));
        reader.turnTo(List.of(two));
        one.close();
        all.addAll(deliver(partner));
        Connector again = connector();
        reader.turnTo(List.of(again, two));
        all.addAll(deliver(partner));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reader.receipted).containsExactlyInAnyOrderElementsOf(all));
        assertThat(reader.seen.keySet()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(reader.problems).isEmpty();
        for (String id : all) {
            awaitState(id, DeliveryStatus.RECEIPTED);
        }
    }

    private List<String> deliver(TestPartner partner) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, i % 4 == 0 ? Lane.URGENT : Lane.STANDARD)));
        }
        return ids;
    }

    /** Asks one instance for a page and tells the next that it has it, again and again. */
    private static final class Reader implements AutoCloseable {
        final Map<String, String> seen = new ConcurrentHashMap<>();
        final Set<String> receipted = ConcurrentHashMap.newKeySet();
        final List<String> problems = new CopyOnWriteArrayList<>();
        private final TestPartner partner;
        private final AtomicReference<List<Connector>> instances;
        private final Map<String, String> open = new TreeMap<>();
        private final Thread thread = Thread.ofVirtual().unstarted(this::work);
        private volatile boolean closing;
        private String cursor = "";

        Reader(TestPartner partner, List<Connector> instances) {
            this.partner = partner;
            this.instances = new AtomicReference<>(instances);
            thread.start();
        }

        void turnTo(List<Connector> next) {
            instances.set(next);
        }

        private void work() {
            for (int turn = 0; !closing; turn++) {
                List<Connector> now = instances.get();
                try {
                    fetch(now.get(turn % now.size()));
                    acknowledge(now.get((turn + 1) % now.size()));
                } catch (IOException | RuntimeException instanceIsGone) {
                    // The next turn asks another one.
                }
            }
        }

        private void fetch(Connector connector) throws IOException {
            String query = "?limit=5&wait=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            TestPartner.Answered answered = partner.get(connector.port(), "/v1/inbox" + query);
            if (answered.status() != 200) {
                keep(answered.status(), answered.body());
                return;
            }
            for (Object item : answered.body().getJsonArray("deliveries")) {
                Received received = Received.json(JSON.readTree(((JsonObject) item).encode()));
                String id = received.delivery().getDeliveryId();
                seen.put(id, received.digest());
                open.put(id, received.digest());
            }
            cursor = answered.body().getString("cursor");
        }

        private void acknowledge(Connector connector) {
            if (open.isEmpty()) {
                return;
            }
            JsonArray acks = new JsonArray();
            open.forEach((id, digest) ->
                    acks.add(new JsonObject().put("deliveryId", id).put("digest", digest)));
            TestPartner.Answered answered =
                    partner.post(connector.port(), "/v1/inbox/ack", new JsonObject().put("acks", acks));
            if (answered.status() != 200) {
                keep(answered.status(), answered.body());
                return;
            }
            for (Object each : answered.body().getJsonArray("results")) {
                JsonObject result = (JsonObject) each;
                if ("RECEIPTED".equals(result.getString("state"))) {
                    receipted.add(result.getString("deliveryId"));
                    open.remove(result.getString("deliveryId"));
                } else if (!result.getString("problem").endsWith(":unavailable")) {
                    problems.add(result.getString("problem"));
                }
            }
        }

        private void keep(int status, JsonObject problem) {
            if (status != 503) {
                problems.add(status + " " + problem.getString("type"));
            }
        }

        @Override
        public void close() {
            closing = true;
            thread.interrupt();
        }
    }
}
