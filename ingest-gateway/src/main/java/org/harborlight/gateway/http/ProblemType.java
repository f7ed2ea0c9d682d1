package org.harborlight.gateway.http;

import java.util.Locale;

/** Every reason the gateway gives, with its status and a title that never varies (RFC 9457). Stable: submitters act on it. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request is not well-formed HTTP."),
    MALFORMED_ENVELOPE(400, "The body is not a signed notice."),
    MALFORMED_BATCH(400, "The body is not a batch of signed notices."),
    MALFORMED_NOTICE(400, "The signed payload is not an incident notice."),
    INVALID_PARAMETER(400, "A query parameter does not hold what it must."),
    INVALID_CURSOR(400, "The cursor is not one that this list gave to this submitter."),
    UNKNOWN_KEY(401, "A signature names a key that the directory does not hold for the submitter."),
    BAD_SIGNATURE(401, "A signature does not verify over the bytes as received."),
    KEY_NOT_VALID(401, "A signature was made with a key that is not valid now."),
    SUBMITTER_MISMATCH(403, "The certificate does not stand for the submitter of this notice."),
    CERTIFICATE_REVOKED(403, "The authority that issued the certificate has revoked it."),
    SUSPENDED(403, "The participant is not active."),
    NOT_FOUND(404, "There is nothing here."),
    NOT_YET_KNOWN(404, "The notice is not known, or not yet."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here."),
    REQUEST_TIMEOUT(408, "The body did not arrive in time."),
    TOO_LARGE(413, "The body is larger, or holds more notices, than it may here."),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not one that is accepted here."),
    UNKNOWN_SCHEMA(422, "The body was written with a schema that is not known here."),
    INVALID_FIELD(422, "A field does not hold what it must."),
    FUTURE_TIMESTAMP(422, "The notice was made in the future."),
    STALE_TIMESTAMP(422, "The notice is too old."),
    MEDIA_NOT_ACCEPTED(422, "A field holds media or an archive; only metadata, digests and pointers are accepted."),
    RATE_LIMITED(429, "More notices than agreed."),
    URGENT_QUOTA(429, "More urgent notices than agreed."),
    TOO_MANY_WAITING(429, "More requests wait for news than agreed."),
    TOO_MANY_CONNECTIONS(429, "More connections than one submitter may have open; this one ends."),
    FAULT(500, "The exchange met a fault."),
    REVOCATION_UNKNOWN(503, "The exchange cannot tell now whether the certificate is revoked; repeating it is safe."),
    UNAVAILABLE(503, "The exchange cannot take the request now; repeating it is safe.");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The last part of the problem's URN. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
