package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;

/**
 * What cannot hold the partner port up: bodies that never end, too many requests, brokers that do not acknowledge. And whose
 * deliveries a partner answers.
 */
class PartnerPortIT extends Scenario {
    private static final String RECEIPT = "/v1/deliveries/unknown/receipt";

    PartnerPortIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldCutTheConnectionWhenABodyTricklesInForTooLong() throws GeneralSecurityException, IOException {
        TestPartner partner = partner();
        Connector connector = connector("one", Map.of("http.body.timeout.ms", "1000"));
        awaitKnown(partner, connector);

        try (SSLSocket socket = begin(partner, connector)) {
            String answer = trickleUntilAnswered(socket);

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("urn:harborlight:problem:request-timeout");
        }
    }

    @Test
    void shouldAnswer503WhenTooManyRequestsAreInFlight() throws GeneralSecurityException, IOException {
        TestPartner partner = partner();
        Connector connector = connector("one", Map.of("http.requests.limit", "2", "http.body.timeout.ms", "60000"));
        awaitKnown(partner, connector);

        try (SSLSocket _ = begin(partner, connector);
                SSLSocket _ = begin(partner, connector)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                TestPartner.Answered answered = partner.post(connector.port(), RECEIPT, new JsonObject());
                assertThat(answered.status()).isEqualTo(503);
                assertThat(answered.retryAfter()).isNotNull();
            });
        }

        await().atMost(PATIENCE)
                .until(() -> partner.post(connector.port(), RECEIPT, new JsonObject())
                                .status()
                        == 404);
    }

    @Test
    void shouldAnswer503InTimeWhenTheBrokersDoNotAcknowledgeFeedback() {
        TestPartner partner = partner();
        Connector connector = connector("one", Map.of("feedback.timeout.ms", "2000"));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitState(id, DeliveryStatus.RECEIPTED);
        String path = "/v1/deliveries/" + id + "/feedback";
        JsonObject feedback = new JsonObject().put("answer", "ACKNOWLEDGED");
        await().atMost(PATIENCE)
                .until(() -> partner.post(connector.port(), path, feedback).status() == 202);

        exchange.delete(Topics.FEEDBACK);
        try {
            Instant asked = Instant.now();
            TestPartner.Answered answered = partner.post(connector.port(), path, feedback);

            assertThat(answered.status()).isEqualTo(503);
            assertThat(answered.retryAfter()).isNotNull();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
        } finally {
            exchange.createAgain(Topics.FEEDBACK);
        }
        await().atMost(PATIENCE)
                .until(() -> partner.post(connector.port(), path, feedback).status() == 202);
    }

    @Test
    void shouldNotTakeFeedbackOnADeliveryOfAnotherPartner() {
        TestPartner partner = partner();
        TestPartner other = partner();
        Connector connector = connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitState(id, DeliveryStatus.RECEIPTED);
        awaitKnown(other, connector);
        String path = "/v1/deliveries/" + id + "/feedback";
        JsonObject feedback = new JsonObject().put("answer", "ACKNOWLEDGED");

        assertThat(other.post(connector.port(), path, feedback).status()).isEqualTo(404);
        assertThat(partner.post(connector.port(), path, feedback).status()).isEqualTo(202);
    }

    private static void awaitKnown(TestPartner partner, Connector connector) {
        await().atMost(PATIENCE)
                .until(() -> partner.post(connector.port(), RECEIPT, new JsonObject())
                                .status()
                        == 404);
    }

    /** A request whose body has begun. */
    private static SSLSocket begin(TestPartner partner, Connector connector)
            throws GeneralSecurityException, IOException {
        SSLSocket socket = partner.connect(connector.port());
        String head = "POST " + RECEIPT + " HTTP/1.1\r\nhost: 127.0.0.1\r\n"
                + "content-type: application/json\r\ncontent-length: 10000\r\n\r\n{";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** All that is answered until the connection ends; a byte goes out every now and then. */
    private static String trickleUntilAnswered(SSLSocket socket) throws IOException {
        socket.setSoTimeout(100);
        StringBuilder answer = new StringBuilder();
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    return answer.toString();
                }
                answer.append((char) read);
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write(' ');
            }
        }
        throw new AssertionError("the connection is still open");
    }
}
