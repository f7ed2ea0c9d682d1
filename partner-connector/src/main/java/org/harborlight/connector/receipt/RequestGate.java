package org.harborlight.connector.receipt;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Lets a bounded number of requests in, and cuts off a body that does not arrive in time: it is answered 408, and its
 * connection, or its stream under HTTP/2, is ended. A request for the inbox may wait, and takes a place there instead. Runs on event loops, which share the count.
 */
final class RequestGate implements Handler<RoutingContext> {
    private static final long CANCEL = 0x8;

    private final RequestLimits limits;
    private final Predicate<RoutingContext> elsewhere;
    private final BiConsumer<RoutingContext, Reply> answer;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** @param elsewhere requests that are bounded elsewhere */
    RequestGate(RequestLimits limits, Predicate<RoutingContext> elsewhere, BiConsumer<RoutingContext, Reply> answer) {
        this.limits = limits;
        this.elsewhere = elsewhere;
        this.answer = answer;
    }

    @Override
    public void handle(RoutingContext context) {
        watch(context);
        if (elsewhere.test(context)) {
            context.next();
            return;
        }
        if (inFlight.incrementAndGet() > limits.inFlight()) {
            inFlight.decrementAndGet();
            answer.accept(context, Reply.problem(ProblemType.UNAVAILABLE));
            return;
        }
        context.addEndHandler(_ -> inFlight.decrementAndGet());
        context.next();
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return;
        }
        long timer = context.vertx().setTimer(limits.body().toMillis(), _ -> late(context));
        request.end().onComplete(_ -> context.vertx().cancelTimer(timer));
    }

    private void late(RoutingContext context) {
        if (!context.response().ended()) {
            answer.accept(context, Reply.problem(ProblemType.REQUEST_TIMEOUT));
        }
        HttpServerRequest request = context.request();
        var _ = request.version() == HttpVersion.HTTP_2
                ? request.response().reset(CANCEL)
                : request.connection().close();
    }
}
