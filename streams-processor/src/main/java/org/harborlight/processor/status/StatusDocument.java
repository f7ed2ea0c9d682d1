package org.harborlight.processor.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusDelivery;
import org.harborlight.processor.state.StatusEvent;
import org.harborlight.processor.state.StatusReferral;
import org.harborlight.schemas.DeliveryKind;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a submitter about one notice. It never names a partner, another submitter or how the notice joined a
 * case; whether a case was open before does not show either. Fields without a value are left out.
 */
final class StatusDocument {
    private static final String OTHER_CONTENT = "other-content-received";

    private StatusDocument() {}

    static JsonObject of(String submitterId, String noticeId, NoticeStatus status, boolean stale) {
        SubmitterView view = SubmitterView.of(status);
        JsonObject document = new JsonObject()
                .put("submitterId", submitterId)
                .put("noticeId", noticeId)
                .put("state", view.state())
                .put("summary", view.summary())
                .put("final", view.isFinal());
        put(document, "reason", view.reason());
        put(document, "receiptId", status.getReceiptId());
        putTime(document, "acceptedAt", status.getAcceptedAt());
        putTime(document, "decidedAt", status.getDecidedAt());
        document.put("test", status.getTest())
                .put("repeats", status.getRepeats())
                .put("deliveries", new JsonArray(deliveries(status)))
                .put("moreDeliveries", status.getMoreDeliveries())
                .put("feedback", new JsonArray(feedback(status)))
                .put("supportReferrals", new JsonArray(referrals(status)))
                .put("timeline", new JsonArray(Timeline.of(status, view)))
                .put("moreEvents", status.getMoreEvents())
                .put("stale", stale);
        return document;
    }

    private static List<JsonObject> deliveries(NoticeStatus status) {
        return status.getDeliveries().stream().map(StatusDocument::delivery).toList();
    }

    private static JsonObject delivery(StatusDelivery delivery) {
        JsonObject json = new JsonObject();
        put(json, "recipientKind", delivery.getRecipientKind().isEmpty() ? null : delivery.getRecipientKind());
        put(json, "country", delivery.getCountry());
        json.put("state", delivery.getState()).put("retraction", retraction(delivery));
        putTime(json, "at", delivery.getReceiptAt() == null ? delivery.getAt() : delivery.getReceiptAt());
        json.put("signedByRecipient", delivery.getSignedByRecipient());
        return json;
    }

    static boolean retraction(StatusDelivery delivery) {
        return delivery.getKind().equals(DeliveryKind.CASE_RETRACTED.name());
    }

    private static List<JsonObject> feedback(NoticeStatus status) {
        return status.getEvents().stream()
                .filter(event -> !event.getEvent().equals(OTHER_CONTENT) && !PastEvents.isOne(event))
                .map(event -> event(event, "answer", event.getEvent()))
                .toList();
    }

    /** An event with its text under the given name. */
    static JsonObject event(StatusEvent event, String name, String what) {
        JsonObject json = new JsonObject().put("at", event.getAt().toString()).put(name, what);
        put(json, "recipientKind", event.getRecipientKind());
        put(json, "country", event.getCountry());
        put(json, "detail", event.getDetail());
        putTime(json, "until", event.getUntil());
        put(json, "note", event.getNote());
        put(json, "reference", event.getReference());
        return json;
    }

    private static List<JsonObject> referrals(NoticeStatus status) {
        return status.getReferrals().stream().map(StatusDocument::referral).toList();
    }

    private static JsonObject referral(StatusReferral referral) {
        JsonObject json = new JsonObject()
                .put("country", referral.getCountry())
                .put("name", referral.getName())
                .put("contact", referral.getContact())
                .put("languages", new JsonArray(referral.getLanguages()));
        put(json, "hours", referral.getHours());
        return json;
    }

    static void put(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void putTime(JsonObject json, String name, @Nullable Instant at) {
        put(json, name, at == null ? null : at.toString());
    }
}
