package org.harborlight.gateway.status;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads an answer up to a number of bytes; a longer one fails and its stream is reset. Runs on the event loop. */
final class BoundedBody {
    private BoundedBody() {}

    static Future<Buffer> read(HttpClientResponse response, int maxBytes) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(collected));
        response.handler(chunk -> {
            if (collected.length() + chunk.length() > maxBytes) {
                whole.tryFail("answer too long");
                var _ = response.request().reset();
            } else {
                collected.appendBuffer(chunk);
            }
        });
        return whole.future();
    }
}
