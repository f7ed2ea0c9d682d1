package org.harborlight.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Stands in for the ledger: HTTPS that requires a client certificate, answers by path, 404 for whatever it was not told,
 * and remembers who asked. Thread-safe.
 */
final class FakeLedger implements AutoCloseable {
    private record Reply(int status, String body) {}

    private final HttpsServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<X509Certificate> callers = new CopyOnWriteArrayList<>();

    /** Listens on a free port. */
    FakeLedger(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters required = getSSLContext().getDefaultSSLParameters();
                required.setNeedClientAuth(true);
                parameters.setSSLParameters(required);
            }
        });
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    void reply(String submitterId, String noticeId, int status, String body) {
        replies.put("/v1/status/" + submitterId + "/" + noticeId, new Reply(status, body));
    }

    /** The answer to every question for a submitter's list. */
    void replyWithList(String submitterId, int status, String body) {
        replies.put("/v1/notices/" + submitterId, new Reply(status, body));
    }

    /** What was asked for that holds the text: path and query, in order. */
    List<String> asked(String text) {
        return questions.stream().filter(question -> question.contains(text)).toList();
    }

    /** Certificates of those who asked, in order. */
    List<X509Certificate> callers() {
        return List.copyOf(callers);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            callers.add(
                    (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
            questions.add(exchange.getRequestURI().toString());
            Reply reply = replies.getOrDefault(exchange.getRequestURI().getPath(), new Reply(404, "{}"));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
