package org.harborlight.connector.receipt;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.service.tls.Peer;
import org.harborlight.service.tls.Stay;
import org.harborlight.service.tls.TlsPeers;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the partner behind a TLS session: issuing authority and SAN URI, both in the directory. Asked anew on every
 * request, so that a suspension or a revocation takes effect on connections that are open. Does not block; thread-safe.
 */
public final class Callers {
    private final TlsPeers peers;
    private final Supplier<Directory> directory;

    public Callers(TlsPeers peers, Supplier<Directory> directory) {
        this.peers = peers;
        this.directory = directory;
    }

    Caller identify(@Nullable SSLSession session) {
        Directory snapshot = directory.get();
        if (snapshot.sequence() < 0) {
            return new Caller.Unknown();
        }
        return switch (peers.of(session)) {
            case Peer.Known(PeerIdentity identity) -> identify(identity, snapshot);
            case Peer.Revoked _ -> new Caller.CertificateRevoked();
            case Peer.Unproven _ -> new Caller.Unproven();
            case Peer.Nobody _ -> new Caller.Stranger();
        };
    }

    private static Caller identify(PeerIdentity identity, Directory snapshot) {
        Optional<Participant> participant = snapshot.byTls(identity);
        if (participant.isEmpty() || !participant.get().getReceives()) {
            return new Caller.Stranger();
        }
        return participant.get().getStatus() == ParticipantStatus.ACTIVE
                ? new Caller.Partner(participant.get())
                : new Caller.Suspended();
    }

    /** Whether a connection may stay open. */
    Stay stay(@Nullable SSLSession session) {
        return Stay.of(peers.of(session), directory.get());
    }
}
