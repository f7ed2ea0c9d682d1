package org.harborlight.schemas.codec;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.registry.SchemaRegistryException;

/** Makes wire formats; asks the registry while they are made, so that no hot path does. */
public final class WireFormats {
    private final SchemaRegistry registry;

    public WireFormats(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** The wire format of a topic's values; throws {@link SchemaRegistryException} where the subject is not registered. */
    public <T extends SpecificRecord> WireFormat<T> of(String topic, Class<T> type) {
        Schema schema = SpecificData.get().getSchema(type);
        AvroTrust.trust(List.of(schema));
        return new WireFormat<>(schema, registry.idOf(Topics.subject(topic), schema), this::schema);
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
