package org.harborlight.service.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.OcspDraft;
import org.harborlight.schemas.tls.Revocation;

/** A responder of an authority, which says of each certificate what it is told to, or does something else. */
final class TestResponder implements AutoCloseable {
    /** What it does with a request, which it has read. */
    interface Behaviour {
        void answer(HttpExchange exchange, byte[] request) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CertificateAuthority authority;
    private final InstantSource clock;
    private volatile Behaviour behaviour;

    TestResponder(CertificateAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
        this.behaviour = saying(Revocation.GOOD);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/ocsp", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ocsp");
    }

    /** How many requests came. */
    int asked() {
        return asked.get();
    }

    void says(Revocation status) {
        does(saying(status));
    }

    void does(Behaviour next) {
        behaviour = next;
    }

    /** Sends nothing, or only a beginning, until it is closed. */
    void hangs(boolean inTheBody) {
        does((exchange, _) -> {
            if (inTheBody) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
            }
            closing.await();
        });
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private Behaviour saying(Revocation status) {
        return (exchange, request) -> send(
                exchange,
                200,
                OcspDraft.answering(authority, request, clock.instant())
                        .status(status)
                        .signed());
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            behaviour.answer(exchange, exchange.getRequestBody().readAllBytes());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
