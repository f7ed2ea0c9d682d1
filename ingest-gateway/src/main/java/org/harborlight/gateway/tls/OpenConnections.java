package org.harborlight.gateway.tls;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open, by identity, so that those of a revoked participant can be closed. A session is made
 * unfit for resumption as soon as it is established: every new connection shows its certificate. Safe for all threads.
 */
public final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private final Map<HttpConnection, PeerIdentity> open = new ConcurrentHashMap<>();
    private final SubmitterIdentities identities;

    public OpenConnections(SubmitterIdentities identities) {
        this.identities = identities;
    }

    /** Called on the connection's event loop. */
    public void opened(HttpConnection connection) {
        var session = connection.sslSession();
        identities.peer(session).ifPresent(peer -> open.put(connection, peer));
        connection.closeHandler(_ -> open.remove(connection));
        if (session != null) {
            session.invalidate();
        }
    }

    public void directoryChanged(Directory directory) {
        open.forEach((connection, peer) -> directory
                .byTls(peer)
                .filter(participant -> participant.getStatus() == ParticipantStatus.REVOKED)
                .ifPresent(participant -> {
                    LOG.atInfo()
                            .addKeyValue("submitter", participant.getParticipantId())
                            .addKeyValue("reason", "revoked")
                            .log("connection closed");
                    var _ = connection.close();
                }));
    }

    public int count() {
        return open.size();
    }
}
