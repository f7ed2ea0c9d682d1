package org.harborlight.connector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.harborlight.schemas.Delivery;

/**
 * Writes the JSON Schema (2020-12) of a delivery's body from the Avro schemas, in the form that {@code AvroJson} gives
 * them: bytes in base64, times in RFC 3339, enums by name, absent values left out. For one thread.
 */
final class DeliverySchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean closed;
    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private DeliverySchema(boolean closed) {
        this.closed = closed;
    }

    /** As it is published: fields that later versions add are allowed. */
    static ObjectNode published() {
        return new DeliverySchema(false).body();
    }

    /** Allows no field that it does not name, so that a test sees what it leaves out. */
    static ObjectNode closed() {
        return new DeliverySchema(true).body();
    }

    private ObjectNode body() {
        ObjectNode properties = NODES.objectNode();
        properties.set("delivery", value(Delivery.getClassSchema()));
        properties.set("sectionKeys", array(sectionKeys()));
        properties.set("envelope", envelope());
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:harborlight:schema:delivery");
        schema.put("title", "A delivery as it is pushed or fetched");
        schema.put(
                "description",
                "delivery is a copy to read; envelope holds the signed bytes, which are what counts. A later version may "
                        + "add fields.");
        schema.setAll(object(properties, List.of("delivery", "sectionKeys", "envelope")));
        schema.set("$defs", NODES.objectNode().setAll(definitions));
        return schema;
    }

    private ObjectNode sectionKeys() {
        ObjectNode properties = NODES.objectNode();
        for (String name : List.of("submitterId", "noticeId", "receiptId", "recipientKeyId", "missing")) {
            properties.set(name, string());
        }
        properties.set("encapsulatedKey", bytes());
        properties.set("ciphertext", bytes());
        ObjectNode keys = object(properties, List.of("submitterId", "noticeId", "receiptId"));
        keys.put("description", "The keys of one notice's released sections, sealed to you, or why there are none.");
        ArrayNode either = keys.putArray("oneOf");
        either.add(required(List.of("recipientKeyId", "encapsulatedKey", "ciphertext")));
        either.add(required(List.of("missing")));
        return keys;
    }

    private ObjectNode envelope() {
        ObjectNode signature = NODES.objectNode();
        signature.set("keyid", string());
        signature.set("sig", bytes());
        ObjectNode signatures = array(object(signature, List.of("keyid", "sig")));
        signatures.put("minItems", 1);
        ObjectNode properties = NODES.objectNode();
        properties.set("payloadType", string().put("const", "application/vnd.harborlight.delivery+avro"));
        properties.set("payload", bytes());
        properties.set("signatures", signatures);
        ObjectNode envelope = object(properties, List.of("payloadType", "payload", "signatures"));
        return envelope.put("description", "DSSE envelope; the payload is a Delivery in Avro single-object encoding.");
    }

    private ObjectNode value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> named(schema);
            case ARRAY -> array(value(schema.getElementType()));
            case UNION -> value(present(schema));
            case STRING -> string();
            case BYTES -> bytes();
            case BOOLEAN -> NODES.objectNode().put("type", "boolean");
            case INT -> NODES.objectNode().put("type", "integer");
            case LONG ->
                schema.getLogicalType() == null
                        ? NODES.objectNode().put("type", "integer")
                        : string().put("format", "date-time");
            case MAP, FIXED, FLOAT, DOUBLE, NULL ->
                throw new IllegalArgumentException("no JSON form is agreed on for " + schema.getType());
        };
    }

    private ObjectNode named(Schema schema) {
        if (!definitions.containsKey(schema.getName())) {
            definitions.put(schema.getName(), NODES.objectNode());
            definitions.put(schema.getName(), definition(schema));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + schema.getName());
    }

    private ObjectNode definition(Schema schema) {
        if (schema.getType() == Schema.Type.ENUM) {
            ObjectNode symbols = string().put("description", schema.getDoc());
            schema.getEnumSymbols().forEach(symbols.putArray("enum")::add);
            return symbols;
        }
        ObjectNode properties = NODES.objectNode();
        schema.getFields()
                .forEach(field ->
                        properties.set(field.name(), value(field.schema()).put("description", field.doc())));
        List<String> always = schema.getFields().stream()
                .filter(field -> !field.schema().isNullable())
                .map(Schema.Field::name)
                .toList();
        return object(properties, always).put("description", schema.getDoc());
    }

    private ObjectNode object(ObjectNode properties, List<String> always) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        object.setAll(required(always));
        object.set("properties", properties);
        if (closed) {
            object.put("additionalProperties", false);
        }
        return object;
    }

    private static ObjectNode required(List<String> names) {
        ObjectNode required = NODES.objectNode();
        names.forEach(required.putArray("required")::add);
        return required;
    }

    private static Schema present(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode array(ObjectNode items) {
        ObjectNode array = NODES.objectNode().put("type", "array");
        array.set("items", items);
        return array;
    }

    private static ObjectNode string() {
        return NODES.objectNode().put("type", "string");
    }

    private static ObjectNode bytes() {
        return string().put("contentEncoding", "base64");
    }
}
