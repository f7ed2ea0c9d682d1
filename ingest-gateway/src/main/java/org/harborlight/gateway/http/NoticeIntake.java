package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.harborlight.gateway.admission.Admission;
import org.harborlight.gateway.admission.SubmitterQuotas;
import org.harborlight.gateway.publish.NoticeAcceptance;
import org.harborlight.gateway.publish.Publication;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.verify.Verification;
import org.harborlight.gateway.verify.Verification.Verified;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.envelope.DsseJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one notice from its bytes to the brokers' acknowledgement: verify, room on its lane, urgent quota, accept,
 * publish. Called on the event loop; computes on the worker pool, whose queue is bounded by admission.
 */
final class NoticeIntake {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeIntake.class);

    private final IntakeSteps steps;
    private final SubmitterQuotas quotas;

    NoticeIntake(IntakeSteps steps, SubmitterQuotas quotas) {
        this.steps = steps;
        this.quotas = quotas;
    }

    Future<IntakeResult> take(Submitter submitter, Admission.Permit permit, byte[] body) {
        return compute(() -> steps.verifier().verify(submitter.id(), submitter.directory(), body))
                .compose(verification -> switch (verification) {
                    case Verification.Refused refused -> refuse(ProblemMapper.of(refused));
                    case Verified verified -> admit(submitter, permit, verified);
                });
    }

    private Future<IntakeResult> admit(Submitter submitter, Admission.Permit permit, Verified verified) {
        Lane lane = NoticeAcceptance.laneOf(verified.notice().getPriority());
        if (!permit.enterLane(lane)) {
            return refuse(ProblemMapper.unavailable());
        }
        if (lane == Lane.URGENT) {
            Optional<Duration> wait = quotas.takeUrgent(submitter.participant());
            if (wait.isPresent()) {
                return refuse(Problem.retryable(ProblemType.URGENT_QUOTA, wait.get()));
            }
        }
        return compute(() -> steps.acceptance().accept(verified))
                .compose(publication -> publish(submitter, publication));
    }

    private Future<IntakeResult> publish(Submitter submitter, Publication publication) {
        AcceptedNotice accepted = publication.accepted();
        return Future.fromCompletionStage(steps.publisher().publish(publication))
                .map(acknowledged -> {
                    if (!acknowledged) {
                        if (accepted.getLane() == Lane.URGENT) {
                            quotas.returnUrgent(submitter.participant());
                        }
                        return new IntakeResult.Refused(ProblemMapper.unavailable());
                    }
                    LOG.atDebug()
                            .addKeyValue("noticeId", accepted.getNoticeId())
                            .addKeyValue("submitter", accepted.getSubmitterId())
                            .log("notice accepted");
                    return new IntakeResult.Accepted(
                            accepted.getNoticeId(),
                            accepted.getLane(),
                            Buffer.buffer(DsseJson.write(accepted.getReceipt())));
                });
    }

    private <T> Future<T> compute(Callable<T> step) {
        return steps.workers().executeBlocking(step, false).map(Objects::requireNonNull);
    }

    private static Future<IntakeResult> refuse(Problem problem) {
        return Future.succeededFuture(new IntakeResult.Refused(problem));
    }
}
