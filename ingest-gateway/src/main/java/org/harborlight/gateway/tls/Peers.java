package org.harborlight.gateway.tls;

import org.harborlight.service.tls.OpenConnections;

/** What the listener knows of the other ends: who they are, which connections they hold, and which are too many. */
public record Peers(SubmitterIdentities identities, OpenConnections connections, ConnectionShares shares) {}
