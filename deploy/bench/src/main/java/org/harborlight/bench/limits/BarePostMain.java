package org.harborlight.bench.limits;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Vert.x server over mutual TLS that reads each body, does nothing with it and answers 202: what an HTTP service on
 * this machine cannot beat. Takes a folder of TLS material, prints its port, ends with its standard input.
 */
public final class BarePostMain {
    private BarePostMain() {}

    public static void main(String[] arguments) throws Exception {
        String tls = arguments[0];
        Vertx vertx = Vertx.vertx();
        AtomicInteger port = new AtomicInteger();
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(tls + "/certificate.pem")
                        .addKeyPath(tls + "/key.pem"))
                .setTrustOptions(new PemTrustOptions().addCertPath(tls + "/trust.pem"));
        vertx.deployVerticle(
                        () -> new VerticleBase() {
                            @Override
                            public io.vertx.core.Future<?> start() {
                                return vertx.createHttpServer(options)
                                        .requestHandler(request -> request.endHandler(end -> request.response()
                                                .setStatusCode(202)
                                                .end()))
                                        .listen(-1, "127.0.0.1")
                                        .onSuccess(server -> port.set(server.actualPort()));
                            }
                        },
                        new DeploymentOptions().setInstances(2))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println(port.get());
        while (System.in.read() >= 0) {
            // until the parent ends
        }
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
