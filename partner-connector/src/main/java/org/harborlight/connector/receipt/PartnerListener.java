package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.harborlight.service.QuietConnections;
import org.harborlight.service.tls.OpenConnections;
import org.harborlight.service.tls.TlsListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mutual-TLS listener for partners. Who asks is decided on every request before the body is looked at; what they say
 * is judged on a worker thread. Requests in flight and the time of a body are bounded.
 */
public final class PartnerListener implements AutoCloseable {
    /** Largest body that a partner may send. */
    public static final int LARGEST_BODY = 16 * 1024;
    /** A hundred acknowledgements, each with a receipt that is signed with the largest kind of key. */
    private static final int LARGEST_ACKS = 640 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(PartnerListener.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final String CALLER = "caller";
    private static final String INBOX = "/v1/inbox";
    /** Longer than anyone waits for the inbox. */
    private static final Duration IDLE = Duration.ofSeconds(90);

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Callers callers;
    private final HttpServer server;
    private final QuietConnections quiet;
    private final OpenConnections connections;

    /** Where to listen; port 0 picks a free one. */
    public record Address(String host, int port) {}

    public PartnerListener(
            Vertx vertx,
            Address address,
            ServerSSLOptions tls,
            Callers callers,
            RequestLimits limits,
            PartnerRoutes routes) {
        this.vertx = vertx;
        this.callers = callers;
        this.connections = new OpenConnections(vertx, callers::stay);
        this.server = TlsListener.of(
                vertx,
                new HttpServerConfig()
                        .setHost(address.host())
                        .setPort(address.port())
                        .setIdleTimeout(IDLE),
                tls.setSslHandshakeTimeout(Math.min(limits.quiet().toMillis(), HANDSHAKE.toMillis()))
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        this.quiet = new QuietConnections(vertx, limits.quiet());
        server.connectionHandler(connection -> {
            connections.opened(connection);
            quiet.opened(connection);
        });
        server.requestHandler(router(limits, routes));
    }

    /** Listens; returns the port. */
    public int start() {
        await(server.listen());
        return server.actualPort();
    }

    /** The connections that are open, to be looked at again whenever something changes. */
    public OpenConnections connections() {
        return connections;
    }

    private Router router(RequestLimits limits, PartnerRoutes routes) {
        Router router = Router.router(vertx);
        router.route().handler(quiet);
        router.route().handler(new RequestGate(limits, PartnerListener::asksForInbox, PartnerListener::send));
        router.route().handler(this::identify);
        routes.byName()
                .forEach((name, route) -> post(
                        router,
                        "/v1/deliveries/:deliveryId/" + name,
                        LARGEST_BODY,
                        (context, body) -> route.answer(
                                caller(context), Objects.requireNonNull(context.pathParam("deliveryId")), body)));
        post(
                router,
                INBOX + "/ack",
                LARGEST_ACKS,
                (context, body) -> routes.acks().answer(caller(context), body));
        SchemaRoute schema = new SchemaRoute();
        router.get("/v1/schemas/delivery.json").handler(context -> send(context, schema.answer()));
        router.get("/v1/schemas/:fingerprint")
                .handler(context -> vertx.executeBlocking(
                                () -> routes.schemas().answer(Objects.requireNonNull(context.pathParam("fingerprint"))),
                                false)
                        .onSuccess(reply -> send(context, reply))
                        .onFailure(cause -> schemaNotFound(context, cause)));
        router.get(INBOX)
                .handler(context -> answer(context, routes.inbox().answer(caller(context), context.queryParams())));
        router.errorHandler(400, context -> send(context, Reply.problem(ProblemType.MALFORMED_REQUEST)));
        router.errorHandler(404, context -> send(context, Reply.problem(ProblemType.NOT_FOUND)));
        router.errorHandler(405, context -> send(context, Reply.problem(ProblemType.METHOD_NOT_ALLOWED)));
        router.errorHandler(413, context -> send(context, Reply.problem(ProblemType.TOO_LARGE)));
        router.errorHandler(415, context -> send(context, Reply.problem(ProblemType.UNSUPPORTED_MEDIA_TYPE)));
        router.errorHandler(500, context -> fault(context, context.failure()));
        return router;
    }

    private void identify(RoutingContext context) {
        switch (callers.identify(context.request().sslSession())) {
            case Caller.Partner partner -> {
                context.put(CALLER, partner);
                context.next();
            }
            case Caller.Suspended _ -> sendOff(context, ProblemType.SUSPENDED);
            case Caller.CertificateRevoked _ -> sendOff(context, ProblemType.CERTIFICATE_REVOKED);
            case Caller.Unproven _ -> send(context, Reply.problem(ProblemType.REVOCATION_UNKNOWN));
            case Caller.Stranger _ -> send(context, Reply.problem(ProblemType.NOT_A_PARTNER));
            case Caller.Unknown _ -> send(context, Reply.problem(ProblemType.UNAVAILABLE));
        }
    }

    /** The last answer on this connection. */
    private void sendOff(RoutingContext context, ProblemType type) {
        send(context, Reply.problem(type));
        connections.refused(context.request().connection());
    }

    private static boolean asksForInbox(RoutingContext context) {
        return HttpMethod.GET.equals(context.request().method()) && INBOX.equals(context.normalizedPath());
    }

    private static Caller.Partner caller(RoutingContext context) {
        return Objects.requireNonNull(context.get(CALLER));
    }

    private void post(
            Router router,
            String path,
            int largest,
            BiFunction<RoutingContext, ObjectNode, CompletableFuture<Reply>> route) {
        router.post(path)
                .consumes("application/json")
                .handler(BodyHandler.create(false).setBodyLimit(largest))
                .handler(context -> handle(context, route))
                .failureHandler(PartnerListener::failed);
    }

    private void handle(
            RoutingContext context, BiFunction<RoutingContext, ObjectNode, CompletableFuture<Reply>> route) {
        byte[] bytes = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        Optional<ObjectNode> body = StrictJson.object(bytes);
        if (body.isEmpty()) {
            send(context, Reply.problem(ProblemType.MALFORMED_REQUEST));
            return;
        }
        vertx.executeBlocking(() -> route.apply(context, body.get()), false).onComplete(begun -> {
            if (begun.succeeded()) {
                answer(context, begun.result());
            } else {
                fault(context, begun.cause());
            }
        });
    }

    private void answer(RoutingContext context, CompletableFuture<Reply> answer) {
        Future.fromCompletionStage(answer, vertx.getOrCreateContext()).onComplete(reply -> {
            if (reply.succeeded()) {
                send(context, reply.result());
            } else {
                fault(context, reply.cause());
            }
        });
    }

    /** A caller that goes away amid its body is no fault of ours. */
    private static void failed(RoutingContext context) {
        if (!context.response().ended() && !context.response().closed()) {
            context.next();
        }
    }

    private static void schemaNotFound(RoutingContext context, Throwable cause) {
        if (cause instanceof SchemaRegistryException) {
            send(context, Reply.problem(ProblemType.UNAVAILABLE));
        } else {
            fault(context, cause);
        }
    }

    private static void fault(RoutingContext context, @Nullable Throwable cause) {
        LOG.atError().setCause(cause).log("request met a fault");
        send(context, Reply.problem(ProblemType.FAULT));
    }

    private static void send(RoutingContext context, Reply reply) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response().setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
        if (reply.retryLater()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        var _ = context.response().end(reply.body());
    }

    private static void await(Future<?> future) {
        try {
            future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the partners' listener does not answer", e);
        }
    }

    @Override
    public void close() {
        await(server.close());
    }
}
