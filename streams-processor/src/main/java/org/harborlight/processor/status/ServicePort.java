package org.harborlight.processor.status;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.harborlight.service.tls.OpenConnections;
import org.harborlight.service.tls.TlsListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for our own services: mutual TLS, service identities only, asked anew on every request. It listens before the
 * ledger is there, because the ledger tells the others its address; until then it answers 503.
 */
public final class ServicePort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServicePort.class);
    private static final long PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final Router router;
    private final ServiceCallers callers;
    private final OpenConnections connections;

    public ServicePort(Vertx vertx, String host, int port, ServerSSLOptions tls, ServiceCallers callers) {
        this.callers = callers;
        this.connections = new OpenConnections(vertx, callers::stay);
        this.router = Router.router(vertx);
        this.server = TlsListener.of(
                vertx, new HttpServerConfig().setHost(host).setPort(port).setIdleTimeout(Duration.ofSeconds(60)), tls);
        router.route().handler(this::onlyServices);
        router.errorHandler(404, ServiceProblem.NOT_FOUND::answer);
        router.errorHandler(500, ServicePort::fault);
        server.connectionHandler(connections::opened);
        server.requestHandler(router);
    }

    /** Listens; returns the port, which matters when the configured one is 0. */
    public int start() {
        await(server.listen());
        return server.actualPort();
    }

    /** The connections that are open, to be looked at again whenever something changes. */
    public OpenConnections connections() {
        return connections;
    }

    /** From now on the ledger answers. */
    public void serve(LedgerCluster ledger) {
        router.get(BooksRoute.PATH).handler(new BooksRoute(ledger.local()));
        router.get(StatusRoute.PATH).handler(new StatusRoute(ledger));
        router.get(NoticeListRoute.PATH).handler(new NoticeListRoute(ledger));
    }

    @Override
    public void close() {
        await(server.close());
    }

    private void onlyServices(RoutingContext context) {
        ServiceProblem problem = callers.problem(context.request().sslSession());
        if (problem != null) {
            LOG.atWarn().addKeyValue("reason", problem.reason()).log("request refused");
            problem.answer(context);
        } else if (router.getRoutes().size() == 1) {
            ServiceProblem.UNAVAILABLE.answer(context);
        } else {
            context.next();
        }
    }

    private static void fault(RoutingContext context) {
        LOG.atError().setCause(context.failure()).log("request failed");
        ServiceProblem.FAULT.answer(context);
    }

    private static void await(Future<?> future) {
        try {
            future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the service port does not answer", e);
        }
    }
}
