package org.harborlight.processor.status;

import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.service.tls.Peer;
import org.harborlight.service.tls.Stay;
import org.harborlight.service.tls.TlsPeers;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a TLS session belongs to a service of this exchange, by the directory, the authorities and the revocation
 * lists as they stand now. Thread-safe.
 */
public final class ServiceCallers {
    private final TlsPeers peers;
    private final Supplier<Directory> directory;

    public ServiceCallers(TlsPeers peers, Supplier<Directory> directory) {
        this.peers = peers;
        this.directory = directory;
    }

    /** Empty where it does. */
    @Nullable
    ServiceProblem problem(@Nullable SSLSession session) {
        return switch (peers.of(session)) {
            case Peer.Known(PeerIdentity identity) ->
                directory.get().isService(identity) ? null : ServiceProblem.NOT_A_SERVICE;
            case Peer.Revoked _ -> ServiceProblem.CERTIFICATE_REVOKED;
            case Peer.Unproven _ -> ServiceProblem.REVOCATION_UNKNOWN;
            case Peer.Nobody _ -> ServiceProblem.NOT_A_SERVICE;
        };
    }

    /** Whether a connection may stay open. */
    Stay stay(@Nullable SSLSession session) {
        return switch (peers.of(session)) {
            case Peer.Known(PeerIdentity identity)
            when !directory.get().isService(identity) -> new Stay.Leaving(identity.sanUri(), "not-a-service");
            case Peer.Known _, Peer.Unproven _ -> new Stay.Welcome();
            case Peer.Revoked(PeerIdentity identity) -> new Stay.Gone(identity.sanUri(), "certificate-revoked");
            case Peer.Nobody _ -> new Stay.Leaving("", "no-identity");
        };
    }
}
