package org.harborlight.schemas.tls;

/** What the revocation lists say of a certificate. Unknown is not revoked: nobody has said so, and nobody can say now. */
public enum Revocation {
    GOOD,
    REVOKED,
    UNKNOWN
}
