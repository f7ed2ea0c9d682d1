package org.harborlight.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads JSON into generated records, by schema. */
final class AvroJsonReader {
    private AvroJsonReader() {}

    static @Nullable Object read(JsonNode node, Schema schema, String pointer) {
        return switch (schema.getType()) {
            case RECORD -> record(node, schema, pointer);
            case ARRAY -> array(node, schema, pointer);
            case UNION -> union(node, schema, pointer);
            case ENUM -> enumeration(node, schema, pointer);
            case STRING -> require(node.isTextual(), node, pointer).asText();
            case BYTES -> bytes(node, pointer);
            case BOOLEAN -> require(node.isBoolean(), node, pointer).asBoolean();
            case INT ->
                require(node.isIntegralNumber() && node.canConvertToInt(), node, pointer)
                        .asInt();
            case LONG -> number(node, schema, pointer);
            case NULL, MAP, FIXED, FLOAT, DOUBLE -> throw malformed(pointer, null);
        };
    }

    static SpecificRecord record(JsonNode node, Schema schema, String pointer) {
        require(node.isObject(), node, pointer);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                throw malformed(pointer + "/" + name, null);
            }
        }
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            String at = pointer + "/" + field.name();
            JsonNode value = node.get(field.name());
            record.put(field.pos(), value == null ? defaultOf(field, at) : read(value, field.schema(), at));
        }
        return record;
    }

    private static @Nullable Object defaultOf(Schema.Field field, String pointer) {
        try {
            return SpecificData.get()
                    .deepCopy(field.schema(), SpecificData.get().getDefaultValue(field));
        } catch (AvroRuntimeException noDefault) {
            throw malformed(pointer, noDefault);
        }
    }

    private static List<@Nullable Object> array(JsonNode node, Schema schema, String pointer) {
        require(node.isArray(), node, pointer);
        List<@Nullable Object> list = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            list.add(read(node.get(i), schema.getElementType(), pointer + "/" + i));
        }
        return list;
    }

    private static @Nullable Object union(JsonNode node, Schema schema, String pointer) {
        if (node.isNull() && schema.isNullable()) {
            return null;
        }
        List<Schema> types = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        if (types.size() != 1) {
            throw malformed(pointer, null);
        }
        return read(node, types.getFirst(), pointer);
    }

    private static Object enumeration(JsonNode node, Schema schema, String pointer) {
        if (!node.isTextual() || !schema.hasEnumSymbol(node.asText())) {
            throw malformed(pointer, null);
        }
        return SpecificData.get().createEnum(node.asText(), schema);
    }

    private static ByteBuffer bytes(JsonNode node, String pointer) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder()
                    .decode(require(node.isTextual(), node, pointer).asText()));
        } catch (IllegalArgumentException notBase64) {
            throw malformed(pointer, notBase64);
        }
    }

    private static Object number(JsonNode node, Schema schema, String pointer) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.TimestampMillis)) {
            return require(node.isIntegralNumber() && node.canConvertToLong(), node, pointer)
                    .asLong();
        }
        try {
            return Instant.parse(require(node.isTextual(), node, pointer).asText());
        } catch (DateTimeParseException notATime) {
            throw malformed(pointer, notATime);
        }
    }

    private static JsonNode require(boolean condition, JsonNode node, String pointer) {
        if (!condition) {
            throw malformed(pointer, null);
        }
        return node;
    }

    private static DecodeException malformed(String pointer, @Nullable Throwable cause) {
        return new DecodeException(DecodeException.MALFORMED, pointer, cause);
    }
}
