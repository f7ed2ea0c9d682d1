package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.FeedbackRules;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.jspecify.annotations.Nullable;

/**
 * Reads desks' answers and believes those that the exchange's connector signed, with a key that could be used when the
 * record was written, and that stand under the key that is theirs. Waits within bounds for a key that the directory does
 * not have yet. Every stage that acts on one reads it so: nobody gains by writing to a topic in between. Used by the
 * stream thread of one task.
 */
final class AnswerReader {
    private final LaneFormats formats;
    private final SingleObject<Feedback> payloads;
    private final LaneContext lane;
    private final Function<Feedback, String> place;

    private AnswerReader(LaneContext lane, Function<Feedback, String> place) {
        this.lane = lane;
        this.formats = lane.formats();
        this.payloads = SingleObject.of(Feedback.class, formats.writers());
        this.place = place;
    }

    /** Of what stands under its notice's key. */
    static AnswerReader ofNotices(LaneContext lane) {
        return new AnswerReader(lane, feedback -> Topics.noticeKey(feedback.getSubmitterId(), feedback.getNoticeId()));
    }

    /** Of what stands under its case's id. */
    static AnswerReader ofCases(LaneContext lane) {
        return new AnswerReader(lane, Feedback::getCaseId);
    }

    /** What came of it. */
    sealed interface Reading {
        /** Concerns other partners of the case. */
        record Acts(Feedback feedback) implements Reading {}

        /** Genuine, and no matter of a lane. */
        record Passes() implements Reading {}

        record Refused(String reason) implements Reading {}
    }

    Reading read(@Nullable String key, byte @Nullable [] value, Instant writtenAt) {
        if (key == null || value == null) {
            return new Reading.Refused("empty");
        }
        if (!RecordBounds.fits(value)) {
            return new Reading.Refused(RecordBounds.TOO_LARGE);
        }
        try {
            SignedEnvelope envelope = formats.feedback().decode(value);
            if (!MediaTypes.FEEDBACK.equals(envelope.getPayloadType())
                    || !(verify(envelope, writtenAt) instanceof SignatureCheck.Valid)) {
                return new Reading.Refused("unverified");
            }
            Feedback feedback = payloads.decode(Bytes.copy(envelope.getPayload()));
            return key.equals(place.apply(feedback)) ? judge(feedback) : new Reading.Refused("misplaced");
        } catch (DecodeException unreadable) {
            return new Reading.Refused(unreadable.reason());
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            return new Reading.Refused("unprocessable");
        }
    }

    private SignatureCheck verify(SignedEnvelope envelope, Instant writtenAt) {
        Directory directory = lane.routing().get().directory();
        SignatureCheck check = verify(envelope, writtenAt, directory);
        if (!(check instanceof SignatureCheck.UnknownKey(String keyId))) {
            return check;
        }
        try (ReceiptKeyPatience.Wait wait = lane.patience().waitFor(keyId, directory.head())) {
            while (check instanceof SignatureCheck.UnknownKey && wait.lookAgain()) {
                check = verify(envelope, writtenAt, lane.routing().get().directory());
            }
        }
        return check;
    }

    private static SignatureCheck verify(SignedEnvelope envelope, Instant writtenAt, Directory directory) {
        return new EnvelopeVerifier(keyId -> directory.exchangeKey(KeyPurpose.CONNECTOR, keyId))
                .verify(envelope, writtenAt);
    }

    /** Evidence is a matter of law enforcement: nobody else can keep a hotline from having content taken down. */
    private static Reading judge(Feedback feedback) {
        boolean acts = switch (feedback.getAnswer()) {
            case HOLD_TAKEDOWN -> isPolice(feedback) && feedback.getUntil() != null;
            case RELEASE_HOLD -> isPolice(feedback);
            case WRONG_JURISDICTION ->
                Optional.ofNullable(feedback.getCountry())
                        .filter(FeedbackRules::isCountry)
                        .isPresent();
            case ACKNOWLEDGED, MORE_INFORMATION_NEEDED, PRESERVE, REMOVED, ACTION_TAKEN, CHILD_SAFEGUARDED -> false;
            case NOT_ILLEGAL, NOT_ACTIONABLE, CONTAINED_MATERIAL, RETRACTION_APPLIED, UNSPECIFIED -> false;
        };
        return acts ? new Reading.Acts(feedback) : new Reading.Passes();
    }

    private static boolean isPolice(Feedback feedback) {
        return feedback.getRecipientKind() == StakeholderKind.LAW_ENFORCEMENT;
    }

    static boolean holds(FeedbackAnswer answer) {
        return answer == FeedbackAnswer.HOLD_TAKEDOWN;
    }
}
