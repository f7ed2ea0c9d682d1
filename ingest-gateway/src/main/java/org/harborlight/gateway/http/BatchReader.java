package org.harborlight.gateway.http;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.harborlight.schemas.SignedNoticeBatch;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;

/**
 * Takes a batch apart: on the event loop where it was written with our schema, on a worker where another one has to be
 * found first. The future fails with a {@link DecodeException} where it is no batch.
 */
final class BatchReader {
    private final SingleObject<SignedNoticeBatch> ours = SingleObject.of(SignedNoticeBatch.class);
    private final SingleObject<SignedNoticeBatch> any;
    private final IntakeSteps steps;

    BatchReader(IntakeSteps steps) {
        this.steps = steps;
        this.any = SingleObject.of(SignedNoticeBatch.class, steps.writers());
    }

    Future<List<ByteBuffer>> read(byte[] body) {
        try {
            return Future.succeededFuture(ours.decode(body).getNotices());
        } catch (DecodeException e) {
            return e.reason().equals(DecodeException.UNKNOWN_SCHEMA)
                    ? steps.workers()
                            .executeBlocking(() -> any.decode(body).getNotices(), false)
                            .map(Objects::requireNonNull)
                    : Future.failedFuture(e);
        }
    }
}
