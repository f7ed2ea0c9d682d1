package org.harborlight.processor.enrich;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Geolocation from a MaxMind-format file that the operator names, held whole in memory. A prefix that the file does not
 * know, or knows only by a pseudo code, is unknown. Thread-safe; a faulty entry is unknown, a faulty file refuses to
 * load.
 */
public final class MaxMindGeolocation implements Geolocation {
    private final Reader reader;

    /** Loads the file; {@link UncheckedIOException} where it cannot be read or is no such database. */
    public MaxMindGeolocation(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            this.reader = new Reader(in);
        } catch (IOException e) {
            throw new UncheckedIOException("geolocation file cannot be read", e);
        }
    }

    @Override
    public Optional<String> country(String prefix) {
        try {
            int slash = prefix.indexOf('/');
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? prefix : prefix.substring(0, slash));
            return code(reader.get(address, Map.class)).filter(Countries::isCountry);
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> code(@Nullable Map<?, ?> entry) {
        return entry != null
                        && entry.get("country") instanceof Map<?, ?> country
                        && country.get("iso_code") instanceof String code
                ? Optional.of(code)
                : Optional.empty();
    }

    @Override
    public Optional<String> dataVersion() {
        return Optional.of(reader.getMetadata().databaseType() + "/" + builtAt().orElseThrow());
    }

    @Override
    public Optional<Instant> builtAt() {
        return Optional.of(reader.getMetadata().buildTime());
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("geolocation file cannot be closed", e);
        }
    }
}
