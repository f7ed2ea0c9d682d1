package org.harborlight.standalone.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Where a running exchange listens.
 *
 * @param gateway for submitters
 * @param connector for partners
 * @param kafka brokers, as {@code host:port}
 * @param registry base URL of the Confluent API
 * @param management management port of each service, by service name
 */
public record Endpoints(URI gateway, URI connector, String kafka, URI registry, Map<String, URI> management) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Endpoints {
        management = Map.copyOf(management);
    }

    public ObjectNode toJson() {
        ObjectNode root = JSON.createObjectNode()
                .put("gateway", gateway.toString())
                .put("connector", connector.toString())
                .put("kafka", kafka)
                .put("registry", registry.toString());
        ObjectNode ports = root.putObject("management");
        new TreeMap<>(management).forEach((name, url) -> ports.put(name, url.toString()));
        return root;
    }

    void write(Path file) {
        SecretFiles.write(file, toJson().toPrettyString() + "\n");
    }

    /** Those of the exchange that runs on a data folder; empty when none does. */
    public static Optional<Endpoints> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            Map<String, URI> management = new TreeMap<>();
            root.path("management")
                    .properties()
                    .forEach(entry -> management.put(
                            entry.getKey(), URI.create(entry.getValue().asText())));
            return Optional.of(new Endpoints(
                    URI.create(root.path("gateway").asText()),
                    URI.create(root.path("connector").asText()),
                    root.path("kafka").asText(),
                    URI.create(root.path("registry").asText()),
                    management));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
