package org.harborlight.standalone.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.avro.Schema;
import org.harborlight.standalone.submitter.FieldForm;
import org.harborlight.standalone.submitter.Placeholder;

/** A value of a schema that is a placeholder wherever a person has to decide. */
final class Example {
    private Example() {}

    /** Records that were explained before appear with their required fields only. */
    static JsonNode of(Schema schema, Set<String> explained) {
        Schema type = new FieldForm("", schema).type();
        return switch (type.getType()) {
            case RECORD -> record(type, explained);
            case ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                yield array.add(of(type.getElementType(), explained));
            }
            case ENUM, STRING, BYTES, INT, LONG, BOOLEAN, NULL, MAP, FIXED, FLOAT, DOUBLE, UNION ->
                JsonNodeFactory.instance.textNode(Placeholder.TEXT);
        };
    }

    private static ObjectNode record(Schema type, Set<String> explained) {
        boolean all = !explained.contains(type.getFullName());
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        type.getFields().stream()
                .filter(field -> all || !field.hasDefaultValue())
                .forEach(field -> record.set(field.name(), of(field.schema(), explained)));
        return record;
    }
}
