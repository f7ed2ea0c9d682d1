package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Collects a request body up to a hard cap and within a time. What comes after the cap is thrown away, never kept. Runs
 * on the event loop.
 */
final class BodyReader {
    private final Vertx vertx;
    private final int maxBytes;
    private final Duration patience;

    BodyReader(Vertx vertx, int maxBytes, Duration patience) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    int maxBytes() {
        return maxBytes;
    }

    /** How a body arrived. */
    sealed interface Body {
        record Whole(Buffer content) implements Body {}

        record TooLarge() implements Body {}

        record TooSlow() implements Body {}

        record CutOff() implements Body {}
    }

    /** Never fails. To be called before the handler that received the request returns. */
    Future<Body> read(HttpServerRequest request) {
        Promise<Body> arrived = Promise.promise();
        Buffer collected = Buffer.buffer();
        long timer = vertx.setTimer(patience.toMillis(), _ -> arrived.tryComplete(new Body.TooSlow()));
        request.exceptionHandler(_ -> arrived.tryComplete(new Body.CutOff()));
        request.handler(chunk -> {
            if (arrived.future().isComplete()) {
                return;
            }
            if (collected.length() + chunk.length() > maxBytes) {
                arrived.tryComplete(new Body.TooLarge());
            } else {
                collected.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> arrived.tryComplete(new Body.Whole(collected)));
        return arrived.future().onComplete(_ -> vertx.cancelTimer(timer));
    }
}
