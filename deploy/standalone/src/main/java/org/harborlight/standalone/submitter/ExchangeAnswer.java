package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer of the exchange to a participant.
 *
 * @param status HTTP status
 * @param body the body as received
 * @param problem the body when it is a problem document
 * @param retryAfter how long to wait before asking again, where the exchange says so in seconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record ExchangeAnswer(int status, byte[] body, Optional<JsonNode> problem, Optional<Duration> retryAfter) {
    private static final String PREFIX = "urn:harborlight:problem:";

    public boolean accepted() {
        return status == 202;
    }

    /** Whether the same bytes may be sent again: the exchange was busy or could not tell. */
    public boolean retryable() {
        return status == 503 || status == 429;
    }

    /** Stable reason of a refusal, for example {@code bad-signature}; the status when there is none. */
    public String reason() {
        return problem.map(document -> document.path("type").asText())
                .filter(type -> type.startsWith(PREFIX))
                .map(type -> type.substring(PREFIX.length()))
                .orElse("status-" + status);
    }
}
