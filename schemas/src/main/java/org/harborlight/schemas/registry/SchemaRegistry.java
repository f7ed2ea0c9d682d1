package org.harborlight.schemas.registry;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Confluent Schema Registry client, and the only class that touches it: schemas cross this border as strings, since
 * the client carries an Avro of its own. Blocking; caches what it has seen. Thread-safe.
 */
public final class SchemaRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CACHED_SCHEMAS = 1000;
    /** Without settings of its own the client waits for ever for an answer that does not come. */
    private static final Map<String, String> TIMEOUTS =
            Map.of("http.connect.timeout.ms", "10000", "http.read.timeout.ms", "20000");

    private final SchemaRegistryClient client;

    /**
     * @param url comma-separated base URLs; {@code mock://name} is shared within this JVM
     * @param config the client's own settings, for example TLS and credentials
     */
    public SchemaRegistry(String url, Map<String, String> config) {
        Map<String, String> settings = new HashMap<>(TIMEOUTS);
        settings.putAll(config);
        client = SchemaRegistryClientFactory.newClient(
                List.of(url.split(",")), CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), settings, Map.of());
    }

    /** Registers, unless the same schema is there; the id. */
    public int register(String subject, Schema schema) {
        return call("register " + subject, () -> client.register(subject, parsed(schema)));
    }

    /** Id of a schema that is registered under the subject. */
    public int idOf(String subject, Schema schema) {
        return call("look up " + subject, () -> client.getId(subject, parsed(schema)));
    }

    public Schema byId(int id) {
        return call(
                "fetch schema " + id,
                () -> new Schema.Parser().parse(client.getSchemaById(id).canonicalString()));
    }

    public void setCompatibility(String subject, String level) {
        call("set compatibility of " + subject, () -> client.updateCompatibility(subject, level));
    }

    /** Numbers of the versions of a subject; none where there is no such subject. */
    public List<Integer> versions(String subject) {
        try {
            return call("list versions of " + subject, () -> List.copyOf(client.getAllVersions(subject)));
        } catch (SchemaRegistryException e) {
            if (e.notFound()) {
                return List.of();
            }
            throw e;
        }
    }

    /** The schema that is one version of a subject. */
    public Schema version(String subject, int version) {
        return call(
                "fetch version " + version + " of " + subject,
                () -> new Schema.Parser()
                        .parse(client.getSchemaMetadata(subject, version).getSchema()));
    }

    public List<String> subjects() {
        return call("list subjects", () -> List.copyOf(client.getAllSubjects()));
    }

    @Override
    public void close() {
        call("close", () -> {
            client.close();
            return true;
        });
    }

    private static AvroSchema parsed(Schema schema) {
        return new AvroSchema(schema.toString());
    }

    private static <T> T call(String what, RegistryCall<T> call) {
        try {
            return twice(call);
        } catch (RestClientException refused) {
            throw new SchemaRegistryException(
                    "schema registry: cannot " + what + ", status " + refused.getStatus(),
                    switch (refused.getStatus()) {
                        case NOT_FOUND -> SchemaRegistryException.Kind.NOT_FOUND;
                        case CONFLICT -> SchemaRegistryException.Kind.INCOMPATIBLE;
                        default -> SchemaRegistryException.Kind.FAULT;
                    },
                    refused);
        } catch (IOException unreachable) {
            throw new SchemaRegistryException(
                    "schema registry: cannot " + what, SchemaRegistryException.Kind.FAULT, unreachable);
        }
    }

    /** Every call may be repeated: an answer that was lost is asked for once more. */
    private static <T> T twice(RegistryCall<T> call) throws IOException, RestClientException {
        try {
            return call.run();
        } catch (IOException lost) {
            LOG.atWarn()
                    .addKeyValue("reason", lost.getClass().getSimpleName())
                    .log("schema registry did not answer, asking once more");
            return call.run();
        }
    }

    private interface RegistryCall<T> {
        T run() throws IOException, RestClientException;
    }
}
