package org.harborlight.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Reads and writes the bare datum; every way in which reading can fail becomes a {@link DecodeException}. Thread-safe. */
final class DatumCodec<T extends SpecificRecord> {
    private final DatumReader<T> reader;
    private final DatumWriter<T> writer;

    DatumCodec(Schema writerSchema, Schema readerSchema) {
        this.reader = new SpecificDatumReader<>(writerSchema, readerSchema);
        this.writer = new SpecificDatumWriter<>(readerSchema);
    }

    void write(T record, ByteArrayOutputStream out) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(record, encoder);
        encoder.flush();
    }

    T read(byte[] bytes, int from) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
        T record;
        boolean end;
        try {
            record = reader.read(null, decoder);
            end = decoder.isEnd();
        } catch (SystemLimitException tooLarge) {
            throw new DecodeException(DecodeException.LIMIT_EXCEEDED, tooLarge);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | ClassCastException malformed) {
            throw new DecodeException(DecodeException.MALFORMED, malformed);
        } catch (IllegalArgumentException | ArithmeticException | UnsupportedOperationException malformed) {
            throw new DecodeException(DecodeException.MALFORMED, malformed);
        }
        if (!end) {
            throw new DecodeException(DecodeException.TRAILING_BYTES);
        }
        return record;
    }
}
