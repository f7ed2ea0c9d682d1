package org.harborlight.gateway.tls;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.harborlight.gateway.tls.Identification.CertificateRevoked;
import org.harborlight.gateway.tls.Identification.Stranger;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.Identification.Suspended;
import org.harborlight.gateway.tls.Identification.Unknown;
import org.harborlight.gateway.tls.Identification.Unproven;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.service.tls.Peer;
import org.harborlight.service.tls.Stay;
import org.harborlight.service.tls.TlsPeers;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the submitter behind a TLS session: issuing authority and SAN URI, both in the directory. Asked anew on
 * every request, so that a suspension or a revocation takes effect at once on connections that are already open. Does not
 * block.
 */
public final class SubmitterIdentities {
    private static final String NOBODY = "";

    private final TlsPeers peers;
    private final Supplier<Directory> directory;

    public SubmitterIdentities(TlsPeers peers, Supplier<Directory> directory) {
        this.peers = peers;
        this.directory = directory;
    }

    public Identification identify(@Nullable SSLSession session) {
        Directory snapshot = directory.get();
        if (snapshot.sequence() < 0) {
            return new Unknown();
        }
        return switch (peers.of(session)) {
            case Peer.Known(PeerIdentity identity) -> identify(identity, snapshot);
            case Peer.Revoked _ -> new CertificateRevoked();
            case Peer.Unproven _ -> new Unproven();
            case Peer.Nobody _ -> new Stranger();
        };
    }

    private static Identification identify(PeerIdentity identity, Directory snapshot) {
        Optional<Participant> found = snapshot.byTls(identity);
        if (found.isEmpty()) {
            return new Stranger();
        }
        Participant participant = found.get();
        if (participant.getStatus() != ParticipantStatus.ACTIVE) {
            return new Suspended(participant.getParticipantId());
        }
        return participant.getSubmits() ? new Submitter(participant, snapshot) : new Stranger();
    }

    /** On whose account a connection is: the participant's, or, where the certificate stands for none, its own. */
    String holder(@Nullable SSLSession session) {
        return switch (peers.of(session)) {
            case Peer.Known(PeerIdentity identity) -> holder(identity);
            case Peer.Revoked(PeerIdentity identity) -> holder(identity);
            case Peer.Unproven(PeerIdentity identity) -> holder(identity);
            case Peer.Nobody _ -> NOBODY;
        };
    }

    private String holder(PeerIdentity identity) {
        return directory
                .get()
                .byTls(identity)
                .map(Participant::getParticipantId)
                .orElseGet(identity::toString);
    }

    /** Whether a connection may stay open. */
    public Stay stay(@Nullable SSLSession session) {
        return Stay.of(peers.of(session), directory.get());
    }
}
