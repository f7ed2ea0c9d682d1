package org.harborlight.service.tls;

import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentity;

/** Whether an open connection of a participant may go on. */
public sealed interface Stay {

    /** Nothing speaks against it. */
    record Welcome() implements Stay {}

    /** The other end is told so on its next request, if it makes one soon; then the connection is closed. */
    record Leaving(String peer, String reason) implements Stay {}

    /** Closed at once. */
    record Gone(String peer, String reason) implements Stay {}

    /**
     * Judges by certificate and directory. Where nobody can say whether a certificate is revoked, requests are refused,
     * but the connection stays: that is the exchange's want, not the other end's doing.
     */
    static Stay of(Peer peer, Directory directory) {
        return switch (peer) {
            case Peer.Known(PeerIdentity identity) -> of(identity, directory);
            case Peer.Revoked(PeerIdentity identity) -> new Gone(identity.sanUri(), "certificate-revoked");
            case Peer.Unproven _ -> new Welcome();
            case Peer.Nobody _ -> new Leaving("", "no-identity");
        };
    }

    private static Stay of(PeerIdentity identity, Directory directory) {
        return directory
                .byTls(identity)
                .map(participant -> of(participant.getStatus(), identity.sanUri()))
                .orElseGet(Welcome::new);
    }

    private static Stay of(ParticipantStatus status, String peer) {
        return switch (status) {
            case ACTIVE -> new Welcome();
            case REVOKED -> new Gone(peer, "revoked");
            case SUSPENDED, PENDING, UNSPECIFIED -> new Leaving(peer, "suspended");
        };
    }
}
