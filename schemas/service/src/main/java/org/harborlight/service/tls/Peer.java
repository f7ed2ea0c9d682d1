package org.harborlight.service.tls;

import org.harborlight.schemas.tls.PeerIdentity;

/** What a TLS session's certificate says of the other end now. */
public sealed interface Peer {

    /** A certificate that stands for someone, and that nobody has revoked. */
    record Known(PeerIdentity identity) implements Peer {}

    /** Revoked by its authority. */
    record Revoked(PeerIdentity identity) implements Peer {}

    /** Whether it is revoked cannot be said: the list is too old or missing, and no responder has said anything. */
    record Unproven(PeerIdentity identity) implements Peer {}

    /** No certificate, or one that stands for nobody. */
    record Nobody() implements Peer {}
}
