package org.harborlight.gateway.tls;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each submitter has open, and which are more than it may: each costs a handshake, a descriptor and
 * memory, whoever opens it. All certificates of one participant count together. Safe for all threads.
 */
public final class ConnectionShares {
    private final SubmitterIdentities identities;
    private final int most;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();
    private final Set<HttpConnection> excess = ConcurrentHashMap.newKeySet();

    /** @param most connections of one submitter */
    public ConnectionShares(SubmitterIdentities identities, int most) {
        this.identities = identities;
        this.most = most;
    }

    /** Counts a connection; what is returned must run when it has been closed. */
    public Runnable opened(HttpConnection connection) {
        String holder = identities.holder(connection.sslSession());
        if (held.merge(holder, 1, Integer::sum) > most) {
            excess.add(connection);
        }
        return () -> {
            excess.remove(connection);
            held.computeIfPresent(holder, (_, count) -> count > 1 ? count - 1 : null);
        };
    }

    /** Whether its submitter had all that it may when this one was opened. */
    public boolean isExcess(HttpConnection connection) {
        return excess.contains(connection);
    }
}
