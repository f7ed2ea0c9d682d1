package org.harborlight.gateway.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.harborlight.gateway.tls.Identification.Stranger;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.Identification.Suspended;
import org.harborlight.gateway.tls.Identification.Unknown;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.PeerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the submitter behind a TLS session: issuing authority and SAN URI, both in the directory. Asked anew on
 * every request, so that a suspension takes effect at once on connections that are already open. Does not block.
 */
public final class SubmitterIdentities {
    private final PeerIdentities identities;
    private final Supplier<Directory> directory;

    public SubmitterIdentities(PeerIdentities identities, Supplier<Directory> directory) {
        this.identities = identities;
        this.directory = directory;
    }

    public Identification identify(@Nullable SSLSession session) {
        Directory snapshot = directory.get();
        if (snapshot.sequence() < 0) {
            return new Unknown();
        }
        Optional<Participant> found = peer(session).flatMap(snapshot::byTls);
        if (found.isEmpty()) {
            return new Stranger();
        }
        Participant participant = found.get();
        if (participant.getStatus() != ParticipantStatus.ACTIVE) {
            return new Suspended(participant.getParticipantId());
        }
        return participant.getSubmits() ? new Submitter(participant, snapshot) : new Stranger();
    }

    /** The identity that a session's certificate stands for; its connection outlives no revocation of it. */
    public Optional<PeerIdentity> peer(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? identities.identify(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
