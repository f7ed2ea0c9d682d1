package org.harborlight.processor.enrich;

import java.time.Instant;
import java.util.Optional;

/** Geolocation without data: every prefix is unknown. Stateless. */
record UnknownGeolocation() implements Geolocation {
    @Override
    public Optional<String> country(String prefix) {
        return Optional.empty();
    }

    @Override
    public Optional<String> dataVersion() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> builtAt() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
