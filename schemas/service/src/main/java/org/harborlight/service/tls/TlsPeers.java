package org.harborlight.service.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.Revocation;
import org.harborlight.schemas.tls.Revocations;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is at the other end of a connection, by the authorities, the revocation lists and the answers of responders as
 * they are now. Meant to be asked anew on every request: a look-up in memory, so it does not block. Thread-safe.
 */
public final class TlsPeers {
    private static final String NO_ISSUER = "";

    private record State(PeerIdentities identities, Revocations revocations) {}

    private final Optional<LiveOcsp> ocsp;
    private final InstantSource clock;
    private volatile State state;

    TlsPeers(PeerIdentities identities, Revocations revocations, Optional<LiveOcsp> ocsp, InstantSource clock) {
        this.state = new State(identities, revocations);
        this.ocsp = ocsp;
        this.clock = clock;
    }

    void use(PeerIdentities identities, Revocations revocations) {
        state = new State(identities, revocations);
    }

    public Peer of(@Nullable SSLSession session) {
        State now = state;
        return leaf(session)
                .flatMap(leaf -> now.identities().identify(leaf).map(identity -> (Peer)
                        switch (revocation(now, identity.issuerSha256(), leaf)) {
                            case GOOD -> new Peer.Known(identity);
                            case REVOKED -> new Peer.Revoked(identity);
                            case UNKNOWN -> new Peer.Unproven(identity);
                        }))
                .orElseGet(Peer.Nobody::new);
    }

    /** Of any certificate, whether or not it names a participant. */
    Revocation revocation(X509Certificate leaf) {
        State now = state;
        return revocation(now, now.identities().issuer(leaf).orElse(NO_ISSUER), leaf);
    }

    /** Has a participant's certificate asked for, so that an answer may be there by its first request. */
    void expect(X509Certificate leaf) {
        State now = state;
        now.identities().identify(leaf).ifPresent(identity -> revocation(now, identity.issuerSha256(), leaf));
    }

    /** What the lists say comes first. */
    private Revocation revocation(State now, String issuerSha256, X509Certificate leaf) {
        Instant at = clock.instant();
        Revocation listed = now.revocations().of(issuerSha256, leaf.getSerialNumber(), at);
        return listed != Revocation.UNKNOWN || issuerSha256.equals(NO_ISSUER)
                ? listed
                : ocsp.map(responders -> responders.of(issuerSha256, leaf, at)).orElse(listed);
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
