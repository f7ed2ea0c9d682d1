package org.harborlight.connector.partner;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PemFiles;

/**
 * A partner's endpoint for tests: mutual TLS, records every push, and answers as told. Thread-safe; serves on an event
 * loop of the given Vert.x.
 */
public final class PartnerServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Push> received = new CopyOnWriteArrayList<>();
    private final List<HttpServerRequest> hanging = new CopyOnWriteArrayList<>();
    private volatile Function<Push, Behaviour> behaviour = _ -> Behaviour.echo();

    /** Listens on a free port of 127.0.0.1, or on the given one. */
    public PartnerServer(Vertx vertx, int port, IssuedCertificate own, X509Certificate clientAuthority) {
        ServerSSLOptions tls = new ServerSSLOptions()
                .setKeyCertOptions(pem(own))
                .setTrustOptions(trust(clientAuthority))
                .setClientAuth(ClientAuth.REQUIRED);
        this.server = vertx.createHttpServer(
                new HttpServerConfig().setHost("127.0.0.1").setPort(port), tls);
        server.requestHandler(request -> request.body().onSuccess(body -> answer(request, body)));
        try {
            server.listen().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PemKeyCertOptions pem(IssuedCertificate certificate) {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(PemFiles.certificates(List.of(certificate.certificate()))))
                .addKeyValue(Buffer.buffer(PemFiles.encode(
                        "PRIVATE KEY", certificate.keyPair().getPrivate().getEncoded())));
    }

    public static PemTrustOptions trust(X509Certificate authority) {
        return new PemTrustOptions().addCertValue(Buffer.buffer(PemFiles.certificates(List.of(authority))));
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return "https://127.0.0.1:" + port() + "/harborlight";
    }

    /** From now on. */
    public void behave(Function<Push, Behaviour> how) {
        behaviour = how;
    }

    public void behave(Behaviour how) {
        behaviour = _ -> how;
    }

    /** All pushes so far, in the order of their arrival. */
    public List<Push> received() {
        return List.copyOf(received);
    }

    public List<Push> received(String deliveryId) {
        return received.stream()
                .filter(push -> push.deliveryId().equals(deliveryId))
                .toList();
    }

    /** Closes the connections on which requests wait for an answer. */
    public void dropHanging() {
        hanging.forEach(request -> request.connection().close());
        hanging.clear();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        List<Push> pushes = Push.of(Instant.now(), request.headers(), body);
        JsonArray echoes = new JsonArray();
        for (Push push : pushes) {
            boolean repeated = !received(push.deliveryId()).isEmpty();
            received.add(push);
            switch (behaviour.apply(push)) {
                case Behaviour.Echo _ -> echoes.add(echo(push, repeated));
                case Behaviour.Receipt(JsonObject receipt) ->
                    echoes.add(echo(push, repeated).put("receipt", receipt));
                case Behaviour.LeftOut _ -> {}
                case Behaviour.Hang _ -> {
                    hanging.add(request);
                    return;
                }
                case Behaviour.Drop _ -> {
                    request.connection().close();
                    return;
                }
                case Behaviour.Answer answer -> {
                    answer.headers().forEach(request.response()::putHeader);
                    request.response().setStatusCode(answer.status()).end(answer.body());
                    return;
                }
            }
        }
        request.response().putHeader("content-type", "application/json");
        request.response()
                .end(
                        pushes.size() > 1
                                ? echoes.toBuffer()
                                : echoes.getJsonObject(0).toBuffer());
    }

    private static JsonObject echo(Push push, boolean repeated) {
        return new JsonObject()
                .put("deliveryId", push.deliveryId())
                .put("digest", push.digest())
                .put("repeated", repeated);
    }

    @Override
    public void close() {
        try {
            server.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
