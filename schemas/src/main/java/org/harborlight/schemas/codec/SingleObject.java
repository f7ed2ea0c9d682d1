package org.harborlight.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding of one record type: C3 01, the CRC-64-AVRO fingerprint of the writer schema in little
 * endian, the datum. Reads what its own schema wrote, and what other versions wrote whose schemas can be found; refuses
 * trailing bytes. Thread-safe.
 */
public final class SingleObject<T extends SpecificRecord> {
    private static final int HEADER_BYTES = 10;
    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = 0x01;

    private final Schema schema;
    private final byte[] header;
    private final DatumCodec<T> writer;
    private final WriterSchemas others;
    private final ConcurrentHashMap<Long, DatumCodec<T>> readers = new ConcurrentHashMap<>();

    private SingleObject(Schema schema, WriterSchemas others) {
        this.schema = schema;
        this.others = others;
        this.writer = new DatumCodec<>(schema, schema);
        readers.put(SchemaNormalization.parsingFingerprint64(schema), writer);
        this.header = ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER_0)
                .put(MARKER_1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    /** Reads only what this version of the schema wrote. */
    public static <T extends SpecificRecord> SingleObject<T> of(Class<T> type) {
        return of(type, WriterSchemas.none());
    }

    /** Reads what other versions wrote too. */
    public static <T extends SpecificRecord> SingleObject<T> of(Class<T> type, WriterSchemas others) {
        Schema schema = SpecificData.get().getSchema(type);
        AvroTrust.trust(List.of(schema));
        return new SingleObject<>(schema, others);
    }

    public byte[] encode(T record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(header);
        try {
            writer.write(record, out);
        } catch (IOException cannotWrite) {
            throw new IllegalStateException("cannot write to memory", cannotWrite);
        }
        return out.toByteArray();
    }

    public T decode(ByteBuffer bytes) {
        return decode(Bytes.copy(bytes));
    }

    /** Throws {@link DecodeException} unless the bytes are exactly one record of a schema that is known or found. */
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        DatumCodec<T> known = readers.get(fingerprint);
        return (known == null ? found(fingerprint) : known).read(bytes, HEADER_BYTES);
    }

    private DatumCodec<T> found(long fingerprint) {
        Schema writerSchema = others.find(schema.getFullName(), fingerprint)
                .orElseThrow(() -> new DecodeException(DecodeException.UNKNOWN_SCHEMA));
        DatumCodec<T> reader = new DatumCodec<>(writerSchema, schema);
        readers.put(fingerprint, reader);
        return reader;
    }
}
