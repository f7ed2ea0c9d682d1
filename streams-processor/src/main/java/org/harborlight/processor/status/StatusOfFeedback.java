package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusEvent;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;

/**
 * A desk's answer, where it is shared; the connector that took it has applied the defaults. The partner's name and its
 * own reference are never kept.
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
                        .build());
    }

    private static @Nullable String detail(Feedback feedback) {
        return feedback.getAnswer() == FeedbackAnswer.WRONG_JURISDICTION
                ? feedback.getCountry()
                : feedback.getReasonCode();
    }
}
