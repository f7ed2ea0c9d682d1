package org.harborlight.standalone.partner;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.ExchangeHttp;

/** Talks to the connector as one partner, over mutual TLS. Blocking; safe for all threads. */
public final class ConnectorClient implements AutoCloseable {
    private final ExchangeHttp connector;

    public ConnectorClient(URI connector, SSLContext tls) {
        this.connector = new ExchangeHttp(connector, tls);
    }

    /** A page of the inbox from a cursor, or from the oldest delivery; waits so long where there is none. */
    public ExchangeAnswer inbox(Optional<String> cursor, int limit, Duration wait) throws IOException {
        String query = "?limit=" + limit + "&wait=" + wait.toSeconds()
                + cursor.map(text -> "&cursor=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .orElse("");
        return connector.send(connector.request("/v1/inbox" + query, wait).GET());
    }

    /** Sends acknowledgements, as {@code POST /v1/inbox/ack} takes them. */
    public ExchangeAnswer acknowledge(byte[] acks) throws IOException {
        return post("/v1/inbox/ack", acks);
    }

    /** Sends a receipt that did not come with the answer to a push. */
    public ExchangeAnswer receipt(String deliveryId, byte[] echo) throws IOException {
        return post("/v1/deliveries/" + deliveryId + "/receipt", echo);
    }

    /** Sends a desk's answer to a delivery. */
    public ExchangeAnswer answer(String deliveryId, DeskAnswer answer) throws IOException {
        return post("/v1/deliveries/" + deliveryId + "/feedback", answer.toJson());
    }

    /** The Avro schema that a delivery was written with, by its fingerprint, 16 hexadecimal digits. */
    public ExchangeAnswer schema(String fingerprint) throws IOException {
        return connector.send(
                connector.request("/v1/schemas/" + fingerprint, Duration.ZERO).GET());
    }

    private ExchangeAnswer post(String path, byte[] json) throws IOException {
        return connector.send(connector
                .request(path, Duration.ZERO)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json)));
    }

    @Override
    public void close() {
        connector.closeNow();
    }
}
