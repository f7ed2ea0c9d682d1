package org.harborlight.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Settings of the Kafka clients of a command that talks to the brokers. Stateless. */
final class KafkaSettings {
    private KafkaSettings() {}

    /** @param file properties for the client, such as its TLS settings; the brokers are not taken from there */
    static Map<String, Object> of(String bootstrap, @Nullable Path file) {
        Map<String, Object> settings = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }
}
