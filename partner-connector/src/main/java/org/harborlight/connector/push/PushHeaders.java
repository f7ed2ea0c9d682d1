package org.harborlight.connector.push;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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

    Map<String, String> of(PushMessage message, Instant now) {
        String id = message.id();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", message.contentType());
        headers.put("accept", "application/json");
        headers.put("user-agent", "harborlight-partner-connector");
        headers.put(WebhookSigner.ID, id);
        headers.put(WebhookSigner.TIMESTAMP, Long.toString(now.getEpochSecond()));
        headers.put(WebhookSigner.SIGNATURE, signer.sign(id, now, message.body().getBytes()));
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", id);
        headers.put("ce-source", "urn:harborlight:exchange");
        headers.put("ce-type", TYPE_PREFIX + message.kind());
        headers.put("ce-time", message.decidedAt().toString());
        return headers;
    }
}
