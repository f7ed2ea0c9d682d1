package org.harborlight.standalone.partner;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A partner's HTTPS server on a port of its own: requires a client certificate of the exchange and hands each push to
 * its receiver. One virtual thread per request.
 */
public final class PartnerServer implements AutoCloseable {
    private static final int MAX_BODY = 8 * 1024 * 1024;
    private static final String PATH = "/deliveries";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile PushReceiver receiver = PushReceiver.NOT_READY;

    /** Listens at once; port 0 picks a free one. */
    public PartnerServer(SSLContext tls, int port) {
        try {
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters strict = tls.getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                strict.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                parameters.setSSLParameters(strict);
            }
        });
        server.createContext(PATH, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + PATH);
    }

    /** From now on pushes go to this receiver; before, the partner answers that it is not ready. */
    public void answerWith(PushReceiver pushReceiver) {
        receiver = pushReceiver;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY || !exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(413, -1);
                return;
            }
            Headers headers = exchange.getRequestHeaders();
            PushReceiver.Answer answer = receiver.receive(new PushReceiver.Push(
                    header(headers, "webhook-id"),
                    header(headers, "webhook-timestamp"),
                    header(headers, "webhook-signature"),
                    body));
            byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), json.length);
            exchange.getResponseBody().write(json);
        }
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
