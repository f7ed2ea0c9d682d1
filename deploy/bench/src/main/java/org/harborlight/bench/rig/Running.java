package org.harborlight.bench.rig;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The services that a rig has started.
 *
 * @param gateways where notices go
 * @param books management port of a processor, where deliveries are made too
 */
public record Running(List<URI> gateways, Optional<URI> books) {
    public Running {
        gateways = List.copyOf(gateways);
    }
}
