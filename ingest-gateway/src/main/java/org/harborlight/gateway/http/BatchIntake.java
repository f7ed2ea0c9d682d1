package org.harborlight.gateway.http;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.harborlight.gateway.admission.Admission;
import org.harborlight.gateway.admission.Gate;
import org.harborlight.gateway.publish.Publication;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.verify.EnvelopeForm;
import org.harborlight.schemas.codec.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the notices of one batch, each as if it had come alone: quota, room, and then the steps of {@link NoticeIntake}.
 * Workers examine small groups side by side; notices are published in the order of the batch. Whatever happens to one
 * leaves the others alone, and every one gets a result. Called on the event loop.
 */
final class BatchIntake {
    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);
    /** Small enough that a notice that comes alone waits for a group or two only, about 2 ms. */
    private static final int GROUP = 10;

    private final IntakeSteps steps;
    private final NoticeIntake intake;
    private final Gate gate;
    private final int maxNoticeBytes;

    BatchIntake(IntakeSteps steps, NoticeIntake intake, Gate gate, int maxNoticeBytes) {
        this.steps = steps;
        this.intake = intake;
        this.gate = gate;
        this.maxNoticeBytes = maxNoticeBytes;
    }

    /** A notice that was let in, and its room. */
    private record Seated(ByteBuffer notice, Admission.Permit permit) {}

    /**
     * Takes all. The first notice's place in the quota was taken with the request.
     *
     * @return one result a notice, in order; fails only on a fault of our own, before anything was published
     */
    Future<List<IntakeResult>> take(Submitter submitter, List<ByteBuffer> notices) {
        List<Seated> seated = new ArrayList<>(notices.size());
        List<Future<IntakeResult>> results = new ArrayList<>(notices.size());
        List<Integer> places = new ArrayList<>(notices.size());
        for (int i = 0; i < notices.size(); i++) {
            Optional<Problem> refusal = seat(submitter, notices.get(i), i == 0, seated);
            if (refusal.isPresent()) {
                results.add(Future.succeededFuture(new IntakeResult.Refused(refusal.get())));
            } else {
                places.add(i);
                results.add(Future.succeededFuture());
            }
        }
        return examine(submitter, seated)
                .onFailure(_ -> seated.forEach(one -> one.permit().close()))
                .compose(examinations -> {
                    List<Future<IntakeResult>> settled = publish(submitter, seated, examinations);
                    for (int i = 0; i < settled.size(); i++) {
                        results.set(places.get(i), settled.get(i));
                    }
                    return Future.join(results).map(all -> all.list());
                });
    }

    /** Empty where the notice was seated. */
    private Optional<Problem> seat(Submitter submitter, ByteBuffer notice, boolean first, List<Seated> seated) {
        if (notice.remaining() > maxNoticeBytes) {
            return Optional.of(Problem.of(ProblemType.TOO_LARGE));
        }
        Optional<Duration> wait = first ? Optional.empty() : gate.quotas().takeNotice(submitter.participant());
        if (wait.isPresent()) {
            return Optional.of(Problem.retryable(ProblemType.RATE_LIMITED, wait.get()));
        }
        // The batch holds the bytes of all its notices.
        Optional<Admission.Permit> permit = gate.admission().enter(submitter.id(), 0);
        permit.ifPresent(room -> seated.add(new Seated(notice, room)));
        return permit.isPresent() ? Optional.empty() : Optional.of(ProblemMapper.unavailable());
    }

    private Future<List<Examination>> examine(Submitter submitter, List<Seated> seated) {
        List<Future<List<Examination>>> groups = new ArrayList<>();
        for (int from = 0; from < seated.size(); from += GROUP) {
            List<Seated> group = seated.subList(from, Math.min(from + GROUP, seated.size()));
            groups.add(steps.workers()
                    .executeBlocking(
                            () -> group.stream()
                                    .map(one -> examine(submitter, one))
                                    .toList(),
                            false)
                    .map(Objects::requireNonNull));
        }
        return Future.join(groups)
                .map(all -> all.<List<Examination>>list().stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private Examination examine(Submitter submitter, Seated one) {
        try {
            return intake.examine(submitter, one.permit(), EnvelopeForm.AVRO, Bytes.copy(one.notice()));
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("notice of a batch met a fault");
            return new Examination.Refused(Problem.of(ProblemType.FAULT));
        }
    }

    private List<Future<IntakeResult>> publish(
            Submitter submitter, List<Seated> seated, List<Examination> examinations) {
        List<Publication> ready = examinations.stream()
                .filter(Examination.Ready.class::isInstance)
                .map(examination -> ((Examination.Ready) examination).publication())
                .toList();
        List<CompletableFuture<Boolean>> acknowledgements = steps.publisher().publishAll(ready);
        // One way back to the event loop for all: each would wake it anew.
        Future<Void> answered =
                Future.fromCompletionStage(CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new)));
        List<Future<IntakeResult>> results = new ArrayList<>(examinations.size());
        int published = 0;
        for (int i = 0; i < examinations.size(); i++) {
            Admission.Permit permit = seated.get(i).permit();
            Future<IntakeResult> result = switch (examinations.get(i)) {
                case Examination.Refused(Problem problem) -> Future.succeededFuture(new IntakeResult.Refused(problem));
                case Examination.Ready one -> {
                    CompletableFuture<Boolean> acknowledged = acknowledgements.get(published++);
                    yield answered.map(_ -> intake.settle(submitter, one, acknowledged.join()));
                }
            };
            results.add(result.onComplete(_ -> permit.close()));
        }
        return results;
    }
}
