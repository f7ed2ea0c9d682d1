package org.harborlight.bench.desk;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.TimeUnit;

/** One partner: an HTTPS server that answers in the manner it is told, on the same port after it was dead. Told by one thread. */
final class Desk {
    private static final long SLOW_MS = 2_000;

    private final Vertx vertx;
    private final String folder;
    private final Reception reception;
    private final int port;
    private HttpServer server;
    private volatile Manner manner = Manner.WELL;
    /** Whether what it receives is counted. */
    private volatile boolean counted = true;

    Desk(Vertx vertx, String folder, Reception reception) {
        this.vertx = vertx;
        this.folder = folder;
        this.reception = reception;
        this.server = listen(0);
        this.port = server.actualPort();
    }

    int port() {
        return port;
    }

    void leaveOut() {
        counted = false;
    }

    void behave(Manner next) {
        if (manner == Manner.DEAD && next != Manner.DEAD) {
            server = listen(port);
        }
        if (manner != Manner.DEAD && next == Manner.DEAD) {
            server.close().await();
        }
        manner = next;
    }

    private HttpServer listen(int at) {
        return vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(folder + "/certificate.pem")
                                .addKeyPath(folder + "/key.pem"))
                        .setTrustOptions(new PemTrustOptions().addCertPath(folder + "/trust.pem")))
                .requestHandler(this::take)
                .listen(at, "127.0.0.1")
                .await();
    }

    private void take(HttpServerRequest request) {
        if (manner == Manner.HANG) {
            return;
        }
        request.body().onSuccess(body -> {
            byte[] receipt = reception.receive(body.getBytes(), counted);
            if (manner == Manner.SLOW) {
                vertx.timer(SLOW_MS, TimeUnit.MILLISECONDS).onSuccess(_ -> answer(request, receipt));
            } else {
                answer(request, receipt);
            }
        });
    }

    private static void answer(HttpServerRequest request, byte[] receipt) {
        request.response().putHeader("content-type", "application/json").end(Buffer.buffer(receipt));
    }
}
