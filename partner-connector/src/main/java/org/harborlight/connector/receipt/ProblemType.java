package org.harborlight.connector.receipt;

import java.util.Locale;

/** Every reason that partners are given, with its status and a title that never varies (RFC 9457). */
enum ProblemType {
    MALFORMED_REQUEST(400, "The body is not the JSON that is asked for here."),
    INVALID_CURSOR(400, "The cursor is not one that the exchange made for this partner."),
    NOT_A_PARTNER(403, "The certificate does not stand for a partner of this exchange."),
    CERTIFICATE_REVOKED(403, "The authority that issued the certificate has revoked it."),
    SUSPENDED(403, "The participant is not active."),
    NOT_FOUND(404, "There is nothing here, or nothing of yours."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here."),
    REQUEST_TIMEOUT(408, "The body did not arrive in time."),
    ALREADY_SETTLED(409, "The delivery has ended otherwise."),
    CURSOR_EXPIRED(410, "Deliveries that the cursor has not passed are kept no longer."),
    TOO_LARGE(413, "The body is larger than it may be."),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not one that is accepted here."),
    INVALID_FIELD(422, "A field does not hold what it must."),
    INVALID_RECEIPT(422, "The receipt that the partner signed does not hold for this delivery."),
    FAULT(500, "The exchange met a fault."),
    REVOCATION_UNKNOWN(503, "The exchange cannot tell now whether the certificate is revoked; repeating it is safe."),
    UNAVAILABLE(503, "The exchange cannot take the request now; repeating it is safe.");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The last part of the problem's URN. */
    String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
