package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.harborlight.gateway.admission.Admission;
import org.harborlight.gateway.admission.SubmitterQuotas;
import org.harborlight.gateway.publish.NoticeAcceptance;
import org.harborlight.gateway.publish.Publication;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.verify.EnvelopeForm;
import org.harborlight.gateway.verify.Verification;
import org.harborlight.gateway.verify.Verification.Verified;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.SigningUnavailableException;
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

    Future<IntakeResult> take(Submitter submitter, Admission.Permit permit, EnvelopeForm form, byte[] body) {
        return steps.workers()
                .executeBlocking(() -> examine(submitter, permit, form, body), false)
                .map(Objects::requireNonNull)
                .compose(examination -> switch (examination) {
                    case Examination.Refused(Problem problem) ->
                        Future.succeededFuture(new IntakeResult.Refused(problem));
                    case Examination.Ready ready ->
                        Future.fromCompletionStage(steps.publisher().publish(ready.publication()))
                                .map(acknowledged -> settle(submitter, ready, acknowledged));
                });
    }

    /** Every step before the brokers, in their order. Computation only; for a worker. */
    Examination examine(Submitter submitter, Admission.Permit permit, EnvelopeForm form, byte[] body) {
        Examination examination = judge(submitter, permit, form, body);
        if (steps.clocks().agrees()) {
            return examination;
        }
        // The clock was set while the body came, or while it waited its turn.
        if (examination instanceof Examination.Ready ready) {
            returnQuota(submitter, ready.publication().accepted().getLane());
        }
        return new Examination.Refused(ProblemMapper.unavailable());
    }

    private Examination judge(Submitter submitter, Admission.Permit permit, EnvelopeForm form, byte[] body) {
        return switch (steps.verifier().verify(submitter.id(), submitter.directory(), form, body)) {
            case Verification.Refused refused -> new Examination.Refused(ProblemMapper.of(refused));
            case Verified verified -> admit(submitter, permit, verified);
        };
    }

    /** What the brokers' answer means for a notice. */
    IntakeResult settle(Submitter submitter, Examination.Ready ready, boolean acknowledged) {
        AcceptedNotice accepted = ready.publication().accepted();
        if (!acknowledged) {
            returnQuota(submitter, accepted.getLane());
            return new IntakeResult.Refused(ProblemMapper.unavailable());
        }
        LOG.atDebug()
                .addKeyValue("noticeId", accepted.getNoticeId())
                .addKeyValue("submitter", accepted.getSubmitterId())
                .log("notice accepted");
        return new IntakeResult.Accepted(accepted.getNoticeId(), accepted.getLane(), ready.receipt());
    }

    private Examination admit(Submitter submitter, Admission.Permit permit, Verified verified) {
        Lane lane = NoticeAcceptance.laneOf(verified.notice().getPriority());
        if (!permit.enterLane(lane)) {
            return new Examination.Refused(ProblemMapper.noRoom());
        }
        if (lane == Lane.URGENT) {
            Optional<Duration> wait = quotas.takeUrgent(submitter.participant());
            if (wait.isPresent()) {
                return new Examination.Refused(Problem.retryable(ProblemType.URGENT_QUOTA, wait.get()));
            }
        }
        try {
            Publication publication = steps.acceptance().accept(verified);
            byte[] receipt = DsseJson.write(publication.accepted().getReceipt());
            return new Examination.Ready(publication, Buffer.buffer(receipt));
        } catch (SigningUnavailableException unavailable) {
            LOG.atWarn().setCause(unavailable).log("no receipt can be signed");
            returnQuota(submitter, lane);
            return new Examination.Refused(ProblemMapper.unavailable());
        }
    }

    private void returnQuota(Submitter submitter, Lane lane) {
        if (lane == Lane.URGENT) {
            quotas.returnUrgent(submitter.participant());
        }
    }
}
