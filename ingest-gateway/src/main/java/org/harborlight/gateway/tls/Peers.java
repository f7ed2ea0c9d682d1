package org.harborlight.gateway.tls;

import org.harborlight.service.tls.OpenConnections;

/** What the listener knows of the other ends: who they are, and which connections they hold. */
public record Peers(SubmitterIdentities identities, OpenConnections connections) {}
