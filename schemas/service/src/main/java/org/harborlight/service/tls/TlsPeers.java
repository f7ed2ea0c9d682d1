package org.harborlight.service.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.Revocation;
import org.harborlight.schemas.tls.Revocations;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is at the other end of a connection, by the authorities and revocation lists as they are now. Meant to be asked
 * anew on every request: a look-up in memory, so it does not block. Thread-safe.
 */
public final class TlsPeers {
    private record State(PeerIdentities identities, Revocations revocations) {}

    private final InstantSource clock;
    private volatile State state;

    public TlsPeers(PeerIdentities identities, Revocations revocations, InstantSource clock) {
        this.state = new State(identities, revocations);
        this.clock = clock;
    }

    void use(PeerIdentities identities, Revocations revocations) {
        state = new State(identities, revocations);
    }

    public Peer of(@Nullable SSLSession session) {
        State now = state;
        return leaf(session)
                .flatMap(leaf -> now.identities().identify(leaf).map(identity -> (Peer)
                        switch (now.revocations()
                                .of(identity.issuerSha256(), leaf.getSerialNumber(), clock.instant())) {
                            case GOOD -> new Peer.Known(identity);
                            case REVOKED -> new Peer.Revoked(identity);
                            case UNKNOWN -> new Peer.Unproven(identity);
                        }))
                .orElseGet(Peer.Nobody::new);
    }

    /** Of any certificate, whether or not it names a participant. */
    Revocation revocation(X509Certificate leaf) {
        State now = state;
        return now.revocations().of(now.identities().issuer(leaf).orElse(""), leaf.getSerialNumber(), clock.instant());
    }

    static Optional<X509Certificate> leaf(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? Optional.of(leaf) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
