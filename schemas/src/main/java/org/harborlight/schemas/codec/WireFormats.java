package org.harborlight.schemas.codec;

import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.registry.SchemaRegistryException;

/**
 * Makes the codecs of topics and of signed payloads; asks the registry while they are made, and once for each schema of
 * another version, so that no hot path does. Thread-safe.
 */
public final class WireFormats {
    private final SchemaRegistry registry;
    private final WriterSchemas writers;

    /** For a reader of what services of the exchange wrote: a schema that is not found is asked for each time. */
    public WireFormats(SchemaRegistry registry) {
        this(registry, Duration.ZERO);
    }

    /** @param pause between two questions for a payload's schema that is not found */
    public WireFormats(SchemaRegistry registry, Duration pause) {
        this.registry = registry;
        this.writers = new RegisteredSchemas(registry, pause);
    }

    /** The format of a signed payload, of whichever version. */
    public <T extends SpecificRecord> SingleObject<T> payload(Class<T> type) {
        return SingleObject.of(type, writers);
    }

    /** Schemas of payloads of other versions. */
    public WriterSchemas writers() {
        return writers;
    }

    /** The wire format of a topic's values; throws {@link SchemaRegistryException} where the subject is not registered. */
    public <T extends SpecificRecord> WireFormat<T> of(String topic, Class<T> type) {
        Schema schema = SpecificData.get().getSchema(type);
        AvroTrust.trust(List.of(schema));
        return new WireFormat<>(schema, idOf(topic, schema), this::schema);
    }

    private int idOf(String topic, Schema schema) {
        try {
            return registry.idOf(Topics.subject(topic), schema);
        } catch (SchemaRegistryException unknown) {
            throw unknown.notFound()
                    ? new SchemaNotRegisteredException(Topics.subject(topic), schema.getFullName(), unknown)
                    : unknown;
        }
    }

    private Schema schema(int id) {
        try {
            return registry.byId(id);
        } catch (SchemaRegistryException unknown) {
            if (unknown.notFound()) {
                throw new DecodeException(DecodeException.UNKNOWN_SCHEMA, unknown);
            }
            throw unknown;
        }
    }
}
