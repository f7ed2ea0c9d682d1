package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One request as it goes out.
 *
 * @param deliveryId the same on every retry
 * @param digest lower-case hex SHA-256 of the signed delivery bytes, which the partner echoes
 * @param headers all but those of HTTP itself
 * @param body UTF-8 JSON, covered by the webhook signature
 */
public record PushRequest(String deliveryId, String digest, Map<String, String> headers, Buffer body) {}
