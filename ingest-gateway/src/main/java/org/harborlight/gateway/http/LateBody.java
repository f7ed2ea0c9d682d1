package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Ends what goes on arriving after its answer. A body that was refused before it was whole gets once more the time that
 * a body gets, so that the client can read the answer; then an HTTP/2 stream is reset and any other connection closed.
 * Runs on the event loop.
 */
final class LateBody implements Handler<RoutingContext> {
    private static final long NO_ERROR = 0;

    private final Duration patience;

    LateBody(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void handle(RoutingContext context) {
        context.addEndHandler(_ -> answered(context));
        context.next();
    }

    private void answered(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            long timer = context.vertx().setTimer(patience.toMillis(), _ -> cut(request));
            request.end().onComplete(_ -> context.vertx().cancelTimer(timer));
        }
    }

    private static void cut(HttpServerRequest request) {
        var _ = request.version() == HttpVersion.HTTP_2
                ? request.response().reset(NO_ERROR)
                : request.connection().close();
    }
}
