package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/**
 * Whether an answer is as {@code openapi.yaml} says: every required member is there, and no member that it does not name, however
 * deep. Immutable.
 */
final class PublishedShapes {
    private static final String CONTRACT = "/org/harborlight/gateway/openapi.yaml";

    private final JsonNode contract;

    PublishedShapes() throws IOException {
        try (InputStream in = Objects.requireNonNull(PublishedShapes.class.getResourceAsStream(CONTRACT))) {
            contract = new YAMLMapper().readTree(in);
        }
    }

    void assertShape(String schema, String json) throws IOException {
        assertShape(contract.at("/components/schemas/" + schema), new ObjectMapper().readTree(json), schema);
    }

    private void assertShape(JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            assertShape(contract.at(schema.path("$ref").asText().substring(1)), value, at);
        } else if (value.isObject()) {
            JsonNode properties = schema.path("properties");
            schema.path("required")
                    .forEach(name -> assertThat(value.has(name.asText()))
                            .as(at + "/" + name)
                            .isTrue());
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                assertThat(properties.has(member.getKey()))
                        .as(at + "/" + member.getKey() + " is described")
                        .isTrue();
                assertShape(properties.path(member.getKey()), member.getValue(), at + "/" + member.getKey());
            }
        } else if (value.isArray()) {
            assertThat(schema.path("type").asText()).as(at).isEqualTo("array");
            value.forEach(item -> assertShape(schema.path("items"), item, at + "[]"));
        } else if (schema.has("enum")) {
            assertThat(schema.path("enum")).as(at).contains(value);
        } else {
            assertThat(schema.path("type").asText()).as(at).isEqualTo(typeOf(value));
        }
    }

    private static String typeOf(JsonNode value) {
        return value.isTextual() ? "string" : value.isBoolean() ? "boolean" : "integer";
    }
}
