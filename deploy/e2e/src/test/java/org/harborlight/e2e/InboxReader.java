package org.harborlight.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/**
 * Reads an inbox at one connector, as a desk would that has lost what it had: from a cursor of its choice, without
 * acknowledging anything. Used by one thread.
 */
final class InboxReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 7;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final ConnectorClient connector;
    private final DeliveryVerifier verifier;

    InboxReader(ConnectorClient connector, DeliveryVerifier verifier) {
        this.connector = connector;
        this.verifier = verifier;
    }

    /**
     * What lies behind a cursor.
     *
     * @param digests of the deliveries, by their ids, in the order in which they were shown
     * @param byNotice the last one of each notice that caused it
     * @param cursor behind the last of them
     */
    record Read(Map<String, String> digests, Map<String, DeliveryCheck.Genuine> byNotice, String cursor) {}

    /** Page by page to the end. */
    Read from(Optional<String> start) throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        Map<String, DeliveryCheck.Genuine> byNotice = new LinkedHashMap<>();
        Optional<String> cursor = start;
        while (true) {
            ExchangeAnswer answer = ask(cursor);
            if (answer.status() != 200) {
                throw new IOException("no page: " + answer.reason());
            }
            JsonNode page = JSON.readTree(answer.body());
            for (JsonNode body : page.path("deliveries")) {
                DeliveryCheck.Genuine genuine = genuine(JSON.writeValueAsBytes(body));
                digests.put(genuine.delivery().getDeliveryId(), genuine.digest());
                byNotice.put(genuine.delivery().getTrigger().getNoticeId(), genuine);
            }
            cursor = Optional.of(page.path("cursor").asText());
            if (page.path("deliveries").isEmpty()) {
                return new Read(digests, byNotice, cursor.get());
            }
        }
    }

    private DeliveryCheck.Genuine genuine(byte[] body) throws IOException {
        return switch (verifier.verify(body, Instant.now())) {
            case DeliveryCheck.Genuine genuine -> genuine;
            case DeliveryCheck.Refused(String reason) -> throw new IOException("not genuine: " + reason);
        };
    }

    /** One question; again while the connector starts or cannot tell. */
    ExchangeAnswer ask(Optional<String> cursor) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                ExchangeAnswer answer = connector.inbox(cursor, LIMIT, Duration.ZERO);
                if (!answer.retryable() || System.nanoTime() > end) {
                    return answer;
                }
            } catch (IOException notListening) {
                if (System.nanoTime() > end) {
                    throw notListening;
                }
            }
            Passing.of(Duration.ofMillis(100));
        }
    }

    @Override
    public void close() {
        connector.close();
    }
}
