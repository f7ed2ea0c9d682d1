package org.harborlight.connector.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.fuzz.ParserTarget;

/** What partners post to the partner port, for fuzzing: what is valid must also be fit to be written. */
public final class FeedbackTarget {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private FeedbackTarget() {}

    public static ParserTarget target() {
        SingleObject<Feedback> codec = SingleObject.of(Feedback.class);
        return new ParserTarget(
                "feedback",
                List.of(
                        utf8("{\"answer\":\"PRESERVE\",\"until\":\"2026-12-27T10:00:00Z\",\"note\":\"x\"}"),
                        utf8("{\"answer\":\"WRONG_JURISDICTION\",\"country\":\"IE\",\"shareWithSubmitter\":true}"),
                        utf8(
                                "{\"answer\":\"NOT_ACTIONABLE\",\"reasonCode\":\"R-1\",\"until\":\"+999999999-12-31T23:59:59Z\"}")),
                bytes -> StrictJson.object(bytes).ifPresent(body -> {
                    if (FeedbackRequest.read(body, NOW) instanceof FeedbackRequest.Valid valid) {
                        codec.encode(valid.about(state(), NOW));
                    }
                }));
    }

    private static DeliveryState state() {
        return DeliveryState.newBuilder()
                .setDeliveryId("d-1")
                .setPartnerId("police-de")
                .setLane(Lane.URGENT)
                .setCaseId("case")
                .setVersion(1)
                .setKind(DeliveryKind.CASE_OPENED)
                .setSubmitterId("platform-a")
                .setNoticeId("n")
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setAcceptedAt(NOW)
                .setState(DeliveryStatus.PENDING)
                .setUpdatedAt(NOW)
                .build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
