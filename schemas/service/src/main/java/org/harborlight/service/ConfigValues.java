package org.harborlight.service;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Checked configuration values with their real types. Immutable. Asking for a key that was not defined, or by the
 * wrong type, is a programming fault.
 */
public final class ConfigValues {
    private final Map<String, @Nullable Object> values;
    private final Map<String, Object> kafka;
    private final Map<String, String> registry;

    ConfigValues(Map<String, @Nullable Object> values, Map<String, String> kafka, Map<String, String> registry) {
        this.values = values;
        this.kafka = BrokerPatience.in(kafka);
        this.registry = Map.copyOf(registry);
    }

    /** Settings below {@code kafka.}, for every Kafka client, without the prefix; how long to wait for a broker among them. */
    public Map<String, Object> kafka() {
        return kafka;
    }

    /** Settings below {@code schema.registry.}, without the prefix; {@code url} among them. */
    public Map<String, String> registry() {
        return registry;
    }

    public String text(String key) {
        return (String) value(key);
    }

    /** Empty when the key has no value or an empty one. */
    public Optional<String> optionalText(String key) {
        return Optional.ofNullable((String) values.get(key)).filter(text -> !text.isBlank());
    }

    /** In the clear: never log it. */
    public String password(String key) {
        return ((Password) value(key)).value();
    }

    public int number(String key) {
        return (Integer) value(key);
    }

    public long longNumber(String key) {
        return (Long) value(key);
    }

    /** For keys in milliseconds, INT or LONG. */
    public Duration millis(String key) {
        return Duration.ofMillis(((Number) value(key)).longValue());
    }

    public boolean flag(String key) {
        return (Boolean) value(key);
    }

    public List<String> list(String key) {
        return ((List<?>) value(key)).stream().map(String.class::cast).toList();
    }

    public Path path(String key) {
        return Path.of(text(key));
    }

    public Optional<Path> optionalPath(String key) {
        return optionalText(key).map(Path::of);
    }

    public List<Path> paths(String key) {
        return list(key).stream().map(Path::of).toList();
    }

    public List<URI> uris(String key) {
        return list(key).stream().map(URI::create).toList();
    }

    private Object value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
