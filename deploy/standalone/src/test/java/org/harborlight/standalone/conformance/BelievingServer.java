package org.harborlight.standalone.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.partner.DeliveryBody;

/**
 * As bad as a partner can be, for tests: lets in callers of any authority, or without a certificate, so that one that is
 * shown has the right name, and receipts whatever comes, as large as it is.
 */
final class BelievingServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Manner manner;

    /**
     * How long it believes.
     *
     * @param most so many pushes; then it answers with a status
     * @param once refuses a delivery that it has seen
     */
    record Manner(int most, int then, boolean once) {
        static final Manner ALWAYS = new Manner(Integer.MAX_VALUE, 200, false);
    }

    BelievingServer(SSLContext tls, Manner manner) throws IOException {
        this.manner = manner;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanting = tls.getDefaultSSLParameters();
                wanting.setWantClientAuth(true);
                parameters.setSSLParameters(wanting);
            }
        });
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/deliveries");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            if (!named((HttpsExchange) exchange)) {
                answer(exchange, 403, "{}");
            } else if (!seen.add(id) && manner.once()) {
                answer(exchange, 409, "{\"refusal\":\"replayed\"}");
            } else if (count.incrementAndGet() > manner.most()) {
                answer(exchange, manner.then(), "{}");
            } else {
                answer(exchange, 200, echo(id, body).toString());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static boolean named(HttpsExchange exchange) {
        try {
            X509Certificate shown = (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
            return String.valueOf(shown.getSubjectAlternativeNames()).contains(":exchange-connector");
        } catch (SSLPeerUnverifiedException e) {
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonNode echo(String id, byte[] body) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (IOException e) {
            return JSON.createObjectNode().put("deliveryId", id).put("digest", Sha256.hex(body));
        }
        if (!tree.isArray()) {
            return echo(tree);
        }
        ArrayNode all = JSON.createArrayNode();
        tree.forEach(one -> all.add(echo(one)));
        return all;
    }

    private static ObjectNode echo(JsonNode one) {
        DeliveryBody delivery = DeliveryBody.parse(one.toString().getBytes(StandardCharsets.UTF_8));
        return JSON.createObjectNode()
                .put("deliveryId", delivery.delivery().path("deliveryId").asText())
                .put("digest", Sha256.hex(Bytes.copy(delivery.envelope().getPayload())));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
