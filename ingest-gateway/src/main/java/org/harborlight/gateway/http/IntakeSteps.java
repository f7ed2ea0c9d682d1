package org.harborlight.gateway.http;

import io.vertx.core.WorkerExecutor;
import org.harborlight.gateway.publish.NoticeAcceptance;
import org.harborlight.gateway.publish.NoticePublisher;
import org.harborlight.gateway.verify.NoticeVerifier;

/** The steps of taking a notice, and the pool that the first two compute on. */
public record IntakeSteps(
        WorkerExecutor workers, NoticeVerifier verifier, NoticeAcceptance acceptance, NoticePublisher publisher) {}
