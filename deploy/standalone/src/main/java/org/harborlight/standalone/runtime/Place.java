package org.harborlight.standalone.runtime;

import java.net.URI;
import org.harborlight.kafka.FreePorts;

/**
 * Where one instance of a service runs.
 *
 * @param name of its configuration file and state folder; unlike any other's on this data folder
 * @param port for those it serves; 0 picks a free one
 * @param management its management port; 0 picks a free one
 */
public record Place(String name, int port, int management) {
    /** On ports that are free now, so that they are known before the instance starts. */
    public static Place onFreePorts(String name) {
        return new Place(name, FreePorts.next(), FreePorts.next());
    }

    /** The management port's address. */
    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + management);
    }

    /** The serving port's address. */
    public URI url() {
        return URI.create("https://localhost:" + port);
    }
}
