package org.harborlight.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Replaces references to values that are kept outside the file: {@code ${env:NAME}}, {@code ${file:path:key}} and
 * {@code ${directory:path:file}}. A reference that leads nowhere is a problem, never an empty value.
 */
final class ExternalValues {
    private ExternalValues() {}

    static Map<String, String> resolve(
            Map<String, String> settings, Map<String, String> environment, List<String> problems) {
        Map<String, String> resolved = new LinkedHashMap<>();
        ConfigTransformer transformer = new ConfigTransformer(providers(environment));
        settings.forEach((name, value) -> {
            if (!ConfigTransformer.DEFAULT_PATTERN.matcher(value).find()) {
                resolved.put(name, value);
                return;
            }
            try {
                String found = transformer.transform(Map.of(name, value)).data().get(name);
                if (found == null || found.equals(value)) {
                    problems.add(name + ": the value it refers to does not exist");
                } else {
                    resolved.put(name, found.strip());
                }
            } catch (RuntimeException e) {
                problems.add(name + ": the value it refers to cannot be read");
            }
        });
        return resolved;
    }

    private static Map<String, ConfigProvider> providers(Map<String, String> environment) {
        EnvVarConfigProvider env = new EnvVarConfigProvider(environment);
        FileConfigProvider file = new FileConfigProvider();
        DirectoryConfigProvider directory = new DirectoryConfigProvider();
        List.of(env, file, directory).forEach(provider -> provider.configure(Map.of()));
        return Map.of("env", env, "file", file, "directory", directory);
    }
}
