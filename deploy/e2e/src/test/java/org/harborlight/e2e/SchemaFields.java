package org.harborlight.e2e;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.harborlight.schemas.codec.Bytes;

/** The fields of a record that can tell of a person: texts, bytes and, where asked, times; by path, without positions. */
final class SchemaFields {
    private final boolean times;

    private SchemaFields(boolean times) {
        this.times = times;
    }

    static Set<String> texts(Schema schema) {
        return new SchemaFields(false).of(schema);
    }

    static Set<String> textsAndTimes(Schema schema) {
        return new SchemaFields(true).of(schema);
    }

    private Set<String> of(Schema schema) {
        Set<String> fields = new TreeSet<>();
        walk("", schema, fields);
        return fields;
    }

    private void walk(String path, Schema schema, Set<String> fields) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> walk(path + "/" + field.name(), field.schema(), fields));
            case ARRAY -> walk(path, schema.getElementType(), fields);
            case MAP -> walk(path, schema.getValueType(), fields);
            case UNION -> schema.getTypes().forEach(type -> walk(path, type, fields));
            case STRING, BYTES, FIXED -> fields.add(path);
            case LONG -> {
                if (times && schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
                    fields.add(path);
                }
            }
            case INT, FLOAT, DOUBLE, BOOLEAN, NULL, ENUM -> {}
        }
    }

    /** The fields of a record in which a canary stands. */
    static Set<String> planted(IndexedRecord record) {
        Set<String> fields = new TreeSet<>();
        planted("", record, fields);
        return fields;
    }

    private static void planted(String path, Object value, Set<String> fields) {
        switch (value) {
            case null -> {}
            case IndexedRecord record ->
                record.getSchema()
                        .getFields()
                        .forEach(field -> planted(path + "/" + field.name(), record.get(field.pos()), fields));
            case List<?> several -> several.forEach(one -> planted(path, one, fields));
            case java.nio.ByteBuffer bytes -> {
                if (Canary.in(Bytes.copy(bytes)).isPresent()) {
                    fields.add(path);
                }
            }
            default -> {
                if (Canary.in(value.toString()).isPresent()) {
                    fields.add(path);
                }
            }
        }
    }
}
