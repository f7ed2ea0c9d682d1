package org.harborlight.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Schemas of another version of a record, and records as that version would write them. */
public final class OtherVersions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OtherVersions() {}

    /** A version ahead: one more text field that may be absent. */
    public static Schema withField(Schema schema, String name) {
        return changed(schema, json -> {
            ObjectNode field = fields(json).addObject().put("name", name).putNull("default");
            field.putArray("type").add("null").addObject().put("type", "string").put("avro.java.string", "String");
        });
    }

    /** A version ahead: one more symbol in an enum within. */
    public static Schema withSymbol(Schema schema, String enumName, String symbol) {
        return changed(schema, json -> ((ArrayNode) named(json, enumName).path("symbols")).add(symbol));
    }

    /** A version behind, or one that dropped a field. */
    public static Schema withoutField(Schema schema, String name) {
        return changed(schema, json -> {
            Iterator<JsonNode> fields = fields(json).iterator();
            while (fields.hasNext()) {
                if (fields.next().path("name").asText().equals(name)) {
                    fields.remove();
                    return;
                }
            }
            throw new IllegalArgumentException("no field " + name);
        });
    }

    /** Any other change. */
    public static Schema changed(Schema schema, Consumer<ObjectNode> change) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(schema.toString());
            change.accept(json);
            return new Schema.Parser().parse(JSON.writeValueAsString(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ArrayNode fields(ObjectNode record) {
        return (ArrayNode) record.path("fields");
    }

    /** The record as the other version has it. */
    public static GenericRecord of(SpecificRecord record, Schema other, Consumer<GenericRecord> change) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<SpecificRecord>(record.getSchema(), SpecificData.getForClass(record.getClass()))
                    .write(record, encoder);
            GenericRecord generic = new GenericDatumReader<GenericRecord>(record.getSchema(), other)
                    .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
            change.accept(generic);
            return generic;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Single-object encoding as the other version writes it. */
    public static byte[] singleObject(GenericRecord record) {
        byte[] header = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(record.getSchema()))
                .array();
        return with(header, record);
    }

    /** Confluent wire format as the other version writes it. */
    public static byte[] wireFormat(GenericRecord record, int schemaId) {
        return with(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array(), record);
    }

    /** What a reader of the other version makes of single-object encoding. */
    public static GenericRecord read(byte[] singleObject, Schema other) {
        try {
            return new GenericDatumReader<GenericRecord>(other)
                    .read(null, DecoderFactory.get().binaryDecoder(singleObject, 10, singleObject.length - 10, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] with(byte[] header, GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(header);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode named(JsonNode json, String name) {
        return json.findParents("symbols").stream()
                .filter(node -> node.path("name").asText().endsWith(name))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
