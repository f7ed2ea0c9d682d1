package org.harborlight.connector.receipt;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.PeerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the partner behind a TLS session: issuing authority and SAN URI, both in the directory. Asked anew on every
 * request, so that a suspension takes effect on connections that are open. Does not block; thread-safe.
 */
public final class Callers {
    private final PeerIdentities identities;
    private final Supplier<Directory> directory;

    public Callers(PeerIdentities identities, Supplier<Directory> directory) {
        this.identities = identities;
        this.directory = directory;
    }

    Caller identify(@Nullable SSLSession session) {
        Directory snapshot = directory.get();
        if (snapshot.sequence() < 0) {
            return new Caller.Unknown();
        }
        Optional<Participant> participant = peer(session).flatMap(snapshot::byTls);
        if (participant.isEmpty() || !participant.get().getReceives()) {
            return new Caller.Stranger();
        }
        return participant.get().getStatus() == ParticipantStatus.ACTIVE
                ? new Caller.Partner(participant.get())
                : new Caller.Suspended();
    }

    /** Whether the session's participant has been revoked, so that its connection must go. */
    boolean revoked(@Nullable SSLSession session) {
        return peer(session)
                .flatMap(directory.get()::byTls)
                .filter(participant -> participant.getStatus() == ParticipantStatus.REVOKED)
                .isPresent();
    }

    private Optional<PeerIdentity> peer(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate leaf
                    ? identities.identify(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
