package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of a push: Standard Webhooks, which are signed, and CloudEvents 1.0 binary mode, which are hints for
 * gateways and must not be believed. Ids only, never content.
 */
final class PushHeaders {
    private static final String DELIVERY_TYPE = "org.harborlight.delivery.";
    private static final String EVENT_TYPE = "org.harborlight.notice.event";

    private final WebhookSigner signer;

    PushHeaders(WebhookSigner signer) {
        this.signer = signer;
    }

    Map<String, String> of(PushMessage message, Instant now) {
        Map<String, String> headers = signed(message.id(), message.contentType(), message.body(), now);
        headers.put("ce-type", DELIVERY_TYPE + message.kind());
        headers.put("ce-time", message.decidedAt().toString());
        return headers;
    }

    /** Of an event in a notice's timeline. */
    Map<String, String> ofEvent(String id, Buffer body, Instant now) {
        Map<String, String> headers = signed(id, "application/json", body, now);
        headers.put("ce-type", EVENT_TYPE);
        return headers;
    }

    private Map<String, String> signed(String id, String contentType, Buffer body, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", contentType);
        headers.put("accept", "application/json");
        headers.put("user-agent", "harborlight-partner-connector");
        headers.put(WebhookSigner.ID, id);
        headers.put(WebhookSigner.TIMESTAMP, Long.toString(now.getEpochSecond()));
        headers.put(WebhookSigner.SIGNATURE, signer.sign(id, now, body.getBytes()));
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", id);
        headers.put("ce-source", "urn:harborlight:exchange");
        return headers;
    }
}
