package org.harborlight.schemas.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.harborlight.schemas.Topics;

/**
 * Tells Avro which generated classes it may instantiate, and bounds what a length field may claim. Avro refuses every
 * generated class otherwise. Installing again adds classes and forgets none. Thread-safe.
 */
public final class AvroTrust {
    private static final CopyOnWriteArraySet<String> TRUSTED = new CopyOnWriteArraySet<>();
    private static final String BYTES_LIMIT = Integer.toString(4 * 1024 * 1024);
    private static final String ITEMS_LIMIT = "65536";

    private AvroTrust() {}

    /** Trusts every record of the contract and sets the limits. Call it first in a program: Avro reads limits once. */
    public static void install() {
        Stream<Schema> values = Topics.fixed(1, (short) 1).stream().flatMap(topic -> topic.valueSchema().stream());
        trust(Stream.concat(Topics.payloads().stream(), values).toList());
    }

    /** Trusts these generated classes and every named type within their schemas. */
    public static synchronized void trust(Collection<Schema> schemas) {
        limit("org.apache.avro.limits.bytes.maxLength", BYTES_LIMIT);
        limit("org.apache.avro.limits.string.maxLength", BYTES_LIMIT);
        limit("org.apache.avro.limits.collectionItems.maxLength", ITEMS_LIMIT);
        boolean changed = false;
        for (Schema schema : schemas) {
            List<String> names = new ArrayList<>();
            collect(schema, names);
            changed |= TRUSTED.addAll(names);
        }
        if (changed) {
            ClassSecurityPredicate ours = type -> TRUSTED.contains(type.getName());
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.DEFAULT, ours));
        }
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static void collect(Schema schema, List<String> names) {
        switch (schema.getType()) {
            case RECORD -> {
                String name = SpecificData.getClassName(schema);
                if (!names.contains(name)) {
                    names.add(name);
                    schema.getFields().forEach(field -> collect(field.schema(), names));
                }
            }
            case ENUM, FIXED -> names.add(SpecificData.getClassName(schema));
            case ARRAY -> collect(schema.getElementType(), names);
            case MAP -> collect(schema.getValueType(), names);
            case UNION -> schema.getTypes().forEach(type -> collect(type, names));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }
}
