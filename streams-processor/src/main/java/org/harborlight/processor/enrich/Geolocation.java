package org.harborlight.processor.enrich;

import java.time.Instant;
import java.util.Optional;

/**
 * Tells the country of a network prefix. Unknown is an answer: a wrong country would send a child's case to the wrong
 * desk. Implementations are thread-safe and never look anything up over the network.
 */
public interface Geolocation extends AutoCloseable {
    /** Country (ISO 3166-1 alpha-2) of a prefix such as {@code 192.0.2.0/24}; empty where unknown. */
    Optional<String> country(String prefix);

    /** Version of the data, stamped on every fact that comes from it; empty without data. */
    Optional<String> dataVersion();

    /** When the data was built; empty without data. */
    Optional<Instant> builtAt();

    @Override
    void close();

    /** Knows nothing: what runs where the operator names no file. */
    static Geolocation none() {
        return new UnknownGeolocation();
    }
}
