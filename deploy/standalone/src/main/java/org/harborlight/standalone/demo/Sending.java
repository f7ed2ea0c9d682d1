package org.harborlight.standalone.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.SubmitterClient;

/** Sends one planned notice the way its scenario asks for. Safe for all threads. */
final class Sending {
    private static final int TRIES = 5;

    private final Stage stage;
    private final SubmitterClient withoutCertificate;
    private final SecureRandom random;

    Sending(Stage stage, SubmitterClient withoutCertificate, SecureRandom random) {
        this.stage = stage;
        this.withoutCertificate = withoutCertificate;
        this.random = random;
    }

    Sent send(PlannedNotice planned) throws InterruptedException {
        if (planned.after().isPresent()) {
            PlannedNotice first = planned.after().get();
            stage.outcome(first.submitterId(), first.noticeId(), outcome -> outcome.getVerdict() != Verdict.REPLAYED);
        }
        try {
            ExchangeAnswer answer = once(planned);
            for (int i = 1; i < TRIES && answer.status() == 503; i++) {
                answer = once(planned);
            }
            return Sent.answered(planned, answer);
        } catch (IOException e) {
            return Sent.unanswered(planned, e);
        }
    }

    /** Deliveries at all partners so far. */
    int delivered() {
        return stage.partners().values().stream()
                .mapToInt(log -> log.all().size())
                .sum();
    }

    private ExchangeAnswer once(PlannedNotice planned) throws IOException {
        DemoSubmitter submitter = stage.submitter(planned.submitterId());
        return switch (planned.scenario()) {
            case REPLAY -> submitter.repeat(planned.noticeId());
            case TAMPERED_PAYLOAD -> submitter.send(HostileBytes.tampered(honest(planned)));
            case UNKNOWN_KEY -> submitter.send(HostileBytes.unknownKey(honest(planned), random));
            case OTHER_SIGNER -> other(submitter).send(Submission.encode(honest(planned)));
            case OTHER_CERTIFICATE ->
                other(submitter).send(HostileBytes.signedBy(other(submitter).signingKey(), honest(planned)));
            case NO_CERTIFICATE -> withoutCertificate.submit(Submission.encode(honest(planned)));
            case MEDIA_BYTES -> submitter.send(HostileBytes.media(honest(planned), submitter.signingKey()));
            case OVERSIZE -> submitter.send(HostileBytes.oversize(honest(planned), submitter.signingKey()));
            case UNKNOWN_SCHEMA -> submitter.send(HostileBytes.unknownSchema(honest(planned), submitter.signingKey()));
            case FIRST,
                    NOT_REVIEWED,
                    AUDIENCE_LIMITED,
                    MINOR_REPORTED,
                    SELF_GENERATED,
                    NO_DESK,
                    TEST,
                    REPEAT,
                    CORROBORATION,
                    FOLLOW_UP,
                    CORRECTION,
                    RETRACTION,
                    CONFLICT,
                    FUTURE_TIMESTAMP -> submitter.submit(planned.plain());
        };
    }

    private SignedNotice honest(PlannedNotice planned) {
        return stage.submitter(planned.submitterId()).sealing().seal(planned.plain());
    }

    private DemoSubmitter other(DemoSubmitter submitter) {
        List<String> ids = DemoCast.submitters().stream()
                .map(DemoCast.Submitter::id)
                .filter(id -> !id.equals(submitter.id()))
                .toList();
        return stage.submitter(ids.getFirst());
    }
}
