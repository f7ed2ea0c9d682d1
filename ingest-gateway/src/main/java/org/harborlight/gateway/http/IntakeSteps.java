package org.harborlight.gateway.http;

import io.vertx.core.WorkerExecutor;
import org.harborlight.gateway.publish.ClockAgreement;
import org.harborlight.gateway.publish.NoticeAcceptance;
import org.harborlight.gateway.publish.NoticePublisher;
import org.harborlight.gateway.verify.NoticeVerifier;
import org.harborlight.schemas.codec.WriterSchemas;

/**
 * The steps of taking a notice, and the pool that the first two compute on.
 *
 * @param clocks whether what was judged by this machine's clock counts
 * @param writers schemas of submitters of another version; not for the event loop
 */
public record IntakeSteps(
        WorkerExecutor workers,
        NoticeVerifier verifier,
        NoticeAcceptance acceptance,
        NoticePublisher publisher,
        ClockAgreement clocks,
        WriterSchemas writers) {}
