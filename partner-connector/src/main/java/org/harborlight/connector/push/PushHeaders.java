package org.harborlight.connector.push;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.harborlight.schemas.Delivery;

/**
 * The headers of a push: Standard Webhooks, which are signed, and CloudEvents 1.0 binary mode, which are hints for
 * gateways and must not be believed. Ids only, never content.
 */
final class PushHeaders {
    private static final String TYPE_PREFIX = "org.harborlight.delivery.";

    private final WebhookSigner signer;

    PushHeaders(WebhookSigner signer) {
        this.signer = signer;
    }

    Map<String, String> of(Delivery delivery, byte[] body, Instant now) {
        String id = delivery.getDeliveryId();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "application/json");
        headers.put("user-agent", "harborlight-partner-connector");
        headers.put(WebhookSigner.ID, id);
        headers.put(WebhookSigner.TIMESTAMP, Long.toString(now.getEpochSecond()));
        headers.put(WebhookSigner.SIGNATURE, signer.sign(id, now, body));
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", id);
        headers.put("ce-source", "urn:harborlight:exchange");
        headers.put("ce-type", TYPE_PREFIX + kind(delivery));
        headers.put("ce-time", delivery.getDecidedAt().toString());
        return headers;
    }

    private static String kind(Delivery delivery) {
        return delivery.getKind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
