package org.harborlight.processor.topology;

import java.time.Instant;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;

/** Answers of the desk that got a delivery, as its connector writes them. */
final class DeskAnswersFixtures {
    private DeskAnswersFixtures() {}

    static Feedback hold(Delivery delivery, Instant until, Instant at) {
        return answer(delivery, FeedbackAnswer.HOLD_TAKEDOWN, at)
                .setUntil(until)
                .build();
    }

    static Feedback release(Delivery delivery, Instant at) {
        return answer(delivery, FeedbackAnswer.RELEASE_HOLD, at).build();
    }

    static Feedback wrongJurisdiction(Delivery delivery, String country, Instant at) {
        return answer(delivery, FeedbackAnswer.WRONG_JURISDICTION, at)
                .setCountry(country)
                .build();
    }

    static Feedback.Builder answer(Delivery delivery, FeedbackAnswer answer, Instant at) {
        return Feedback.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setPartnerId(delivery.getPartnerId())
                .setCaseId(delivery.getCaseId())
                .setSubmitterId(delivery.getTrigger().getSubmitterId())
                .setNoticeId(delivery.getTrigger().getNoticeId())
                .setRecipientKind(delivery.getRecipientKind())
                .setRecipientCountry(delivery.getRecipientCountry())
                .setAnswer(answer)
                .setShareWithSubmitter(true)
                .setAt(at);
    }
}
