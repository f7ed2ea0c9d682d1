package org.harborlight.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding of one record type: C3 01, the CRC-64-AVRO fingerprint of the writer schema in little
 * endian, the datum. Decoding knows its writer schemas beforehand and refuses trailing bytes. Immutable, thread-safe.
 */
public final class SingleObject<T extends SpecificRecord> {
    private static final int HEADER_BYTES = 10;
    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = 0x01;

    private final Schema schema;
    private final byte[] header;
    private final DatumCodec<T> writer;
    private final Map<Long, DatumCodec<T>> readers;

    private SingleObject(Schema schema, Map<Long, DatumCodec<T>> readers) {
        this.schema = schema;
        this.readers = Map.copyOf(readers);
        this.writer = new DatumCodec<>(schema, schema);
        this.header = ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER_0)
                .put(MARKER_1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    public static <T extends SpecificRecord> SingleObject<T> of(Class<T> type) {
        Schema schema = SpecificData.get().getSchema(type);
        AvroTrust.trust(List.of(schema));
        return new SingleObject<>(
                schema, Map.of(SchemaNormalization.parsingFingerprint64(schema), new DatumCodec<T>(schema, schema)));
    }

    /** The same codec, which also reads what was written with an older or newer schema. */
    public SingleObject<T> withWriter(Schema writerSchema) {
        Map<Long, DatumCodec<T>> more = new HashMap<>(readers);
        more.put(SchemaNormalization.parsingFingerprint64(writerSchema), new DatumCodec<>(writerSchema, schema));
        return new SingleObject<>(schema, more);
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

    /** Throws {@link DecodeException} unless the bytes are exactly one record of a known schema. */
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        DatumCodec<T> reader = readers.get(fingerprint);
        if (reader == null) {
            throw new DecodeException(DecodeException.UNKNOWN_SCHEMA);
        }
        return reader.read(bytes, HEADER_BYTES);
    }
}
