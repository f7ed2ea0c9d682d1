package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harborlight.schemas.tls.SlowClient;
import org.junit.jupiter.api.Test;

/** Partners that hold connections of the partner port and ask for nothing: cut off in time, and nobody waits for them. */
class SlowPartnersIT extends Scenario {
    private static final String RECEIPT = "/v1/deliveries/none/receipt";
    private static final String HEAD = "POST " + RECEIPT + " HTTP/1.1\r\nhost: 127.0.0.1\r\n";

    SlowPartnersIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldCutOffWhoHoldsConnectionsAndAnswerOthersMeanwhile() throws Exception {
        TestPartner partner = partner();
        Connector connector = connector("one", Map.of("http.quiet.timeout.ms", "2000", "http.body.timeout.ms", "500"));
        await().atMost(PATIENCE).until(() -> answered(partner, connector) == 404);
        SlowClient.Connecting bare = () -> new Socket(InetAddress.getLoopbackAddress(), connector.port());
        SlowClient.Connecting secure = () -> partner.connect(connector.port());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> held = new ArrayList<>();
            for (SlowClient client : List.of(
                    new SlowClient(bare, "", ""),
                    new SlowClient(secure, "P", ""),
                    new SlowClient(secure, HEAD + "x-filler: ", "a"),
                    new SlowClient(
                            secure, HEAD + "content-type: application/json\r\ncontent-length: 9000\r\n\r\n", " "))) {
                held.addAll(List.of(clients.submit(client), clients.submit(client), clients.submit(client)));
            }
            do {
                assertThat(answered(partner, connector)).isEqualTo(404);
            } while (!held.stream().allMatch(Future::isDone));

            for (Future<Duration> one : held) {
                assertThat(one.get()).isLessThan(Duration.ofSeconds(15));
            }
        }
    }

    private static int answered(TestPartner partner, Connector connector) {
        return partner.post(connector.port(), RECEIPT, new JsonObject()).status();
    }
}
