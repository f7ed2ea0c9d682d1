package org.harborlight.gateway.verify;

/** Why a submitted envelope is refused, in the order in which it is checked. */
public enum Refusal {
    MALFORMED_ENVELOPE,
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    KEY_NOT_VALID,
    UNKNOWN_SCHEMA,
    /** The registry cannot be asked now; not the submitter's fault. */
    SCHEMA_NOT_TOLD,
    MALFORMED_NOTICE,
    SUBMITTER_MISMATCH,
    MEDIA_NOT_ACCEPTED,
    FUTURE_TIMESTAMP,
    STALE_TIMESTAMP,
    INVALID_FIELD
}
