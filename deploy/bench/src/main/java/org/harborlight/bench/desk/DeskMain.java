package org.harborlight.bench.desk;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The desks' process: an HTTPS server for each folder of TLS material named in the arguments. Prints their ports, then
 * answers each line on standard input with what was received since the last one, as a line of JSON; ends with it.
 */
public final class DeskMain {
    private DeskMain() {}

    public static void main(String[] folders) throws Exception {
        Vertx vertx = Vertx.vertx();
        Reception reception = new Reception();
        StringBuilder ports = new StringBuilder();
        for (String folder : folders) {
            int port = vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setUseAlpn(true)
                            .setClientAuth(ClientAuth.REQUIRED)
                            .setKeyCertOptions(new PemKeyCertOptions()
                                    .addCertPath(folder + "/certificate.pem")
                                    .addKeyPath(folder + "/key.pem"))
                            .setTrustOptions(new PemTrustOptions().addCertPath(folder + "/trust.pem")))
                    .requestHandler(request -> request.body().onSuccess(body -> {
                        byte[] answer = reception.receive(body.getBytes());
                        request.response()
                                .putHeader("content-type", "application/json")
                                .end(io.vertx.core.buffer.Buffer.buffer(answer));
                    }))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get()
                    .actualPort();
            ports.append(ports.isEmpty() ? "" : ",").append(port);
        }
        System.out.println(ports);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                System.out.println(reception.report());
            }
        }
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
