package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusEvent;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;

/**
 * A desk's answer, where it is shared; the connector that took it has applied the defaults. The partner's name is never
 * kept, and its own reference only with a request, which cannot be answered without it.
 */
final class StatusOfFeedback implements StatusChange<Feedback> {
    @Override
    public void apply(NoticeStatus status, Feedback feedback) {
        if (!feedback.getShareWithSubmitter()) {
            return;
        }
        StatusEvents.add(
                status,
                StatusEvent.newBuilder()
                        .setAt(feedback.getAt())
                        .setEvent(feedback.getAnswer().name())
                        .setRecipientKind(
                                feedback.getRecipientKind() == StakeholderKind.UNSPECIFIED
                                        ? null
                                        : feedback.getRecipientKind().name())
                        .setCountry(feedback.getRecipientCountry())
                        .setDetail(detail(feedback))
                        .setUntil(feedback.getUntil())
                        .setNote(feedback.getNote())
                        .setReference(isRequest(feedback.getAnswer()) ? feedback.getPartnerReference() : null)
                        .build());
    }

    private static boolean isRequest(FeedbackAnswer answer) {
        return switch (answer) {
            case MORE_INFORMATION_NEEDED, PRESERVE, HOLD_TAKEDOWN, RELEASE_HOLD -> true;
            case ACKNOWLEDGED, WRONG_JURISDICTION, REMOVED, ACTION_TAKEN, CHILD_SAFEGUARDED -> false;
            case NOT_ILLEGAL, NOT_ACTIONABLE, CONTAINED_MATERIAL, RETRACTION_APPLIED, UNSPECIFIED -> false;
        };
    }

    private static @Nullable String detail(Feedback feedback) {
        return feedback.getAnswer() == FeedbackAnswer.WRONG_JURISDICTION
                ? feedback.getCountry()
                : feedback.getReasonCode();
    }
}
