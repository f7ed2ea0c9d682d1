package org.harborlight.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent wire format of one topic's values: 0x00, the schema id in big endian, the datum. The id for writing was
 * resolved when this was made; an id first seen in reading is resolved once and kept. Thread-safe.
 */
public final class WireFormat<T extends SpecificRecord> {
    private static final int HEADER_BYTES = 5;

    private final Schema schema;
    private final int schemaId;
    private final DatumCodec<T> writer;
    private final ConcurrentHashMap<Integer, DatumCodec<T>> readers = new ConcurrentHashMap<>();
    private final IntFunction<Schema> schemas;

    WireFormat(Schema schema, int schemaId, IntFunction<Schema> schemas) {
        this.schema = schema;
        this.schemaId = schemaId;
        this.schemas = schemas;
        this.writer = new DatumCodec<>(schema, schema);
        readers.put(schemaId, writer);
    }

    public byte[] encode(T record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(schemaId).array());
        try {
            writer.write(record, out);
        } catch (IOException cannotWrite) {
            throw new IllegalStateException("cannot write to memory", cannotWrite);
        }
        return out.toByteArray();
    }

    /** Throws {@link DecodeException} unless the bytes are exactly one record of a registered schema. */
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != 0) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        return readers.computeIfAbsent(id, this::reader).read(bytes, HEADER_BYTES);
    }

    private DatumCodec<T> reader(int id) {
        return new DatumCodec<>(schemas.apply(id), schema);
    }

    public Serializer<T> serializer() {
        return (topic, record) -> record == null ? null : encode(record);
    }

    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(bytes);
    }

    public Serde<T> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
    }
}
