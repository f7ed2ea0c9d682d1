package org.harborlight.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service's one properties file. Values may come from {@code ${env:}}, {@code ${file:}} and
 * {@code ${directory:}}. Keys that start with {@code kafka.} or {@code schema.registry.} pass through; every other key
 * must be defined. All problems are reported at once, as a {@link ConfigurationException}.
 */
public final class ConfigFile {
    static final String KAFKA_PREFIX = "kafka.";
    static final String REGISTRY_PREFIX = "schema.registry.";

    private ConfigFile() {}

    public static ConfigValues load(Path file, ConfigDef definition) {
        return load(file, definition, System.getenv());
    }

    static ConfigValues load(Path file, ConfigDef definition, Map<String, String> environment) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of("cannot read the configuration file " + file));
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return parse(settings, definition, environment);
    }

    /** The same checks for settings that are already in memory, for a program that starts a service within itself. */
    public static ConfigValues parse(Map<String, String> settings, ConfigDef definition) {
        return parse(settings, definition, System.getenv());
    }

    private static ConfigValues parse(
            Map<String, String> settings, ConfigDef definition, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Map<String, String> resolved = ExternalValues.resolve(settings, environment, problems);
        for (String name : settings.keySet()) {
            if (!passesThrough(name) && !definition.names().contains(name)) {
                problems.add(name + ": unknown key");
            }
        }
        Map<String, String> defined = new LinkedHashMap<>(resolved);
        defined.keySet().removeIf(name -> !definition.names().contains(name));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (ConfigValue value : definition.validate(defined)) {
            boolean unresolved = settings.containsKey(value.name()) && !resolved.containsKey(value.name());
            if (!unresolved) {
                value.errorMessages().forEach(message -> problems.add(value.name() + ": " + message));
            }
            values.put(value.name(), value.value());
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new ConfigValues(values, below(resolved, KAFKA_PREFIX), below(resolved, REGISTRY_PREFIX));
    }

    private static boolean passesThrough(String name) {
        return name.startsWith(KAFKA_PREFIX) || name.startsWith(REGISTRY_PREFIX);
    }

    private static Map<String, String> below(Map<String, String> settings, String prefix) {
        Map<String, String> found = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
