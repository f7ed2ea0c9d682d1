package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Whether an answer is as {@code openapi.yaml} says, and has no member that it does not name, however deep. Immutable. */
final class PublishedShapes {
    private static final String CONTRACT = "/org/harborlight/gateway/openapi.yaml";
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("urn:harborlight:openapi")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private final JsonObject components;

    PublishedShapes() throws IOException {
        try (InputStream in = Objects.requireNonNull(PublishedShapes.class.getResourceAsStream(CONTRACT))) {
            JsonNode published = new YAMLMapper().readTree(in).path("components");
            close(published);
            components = new JsonObject(published.toString());
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
            schema.put("additionalProperties", false);
        }
        node.forEach(PublishedShapes::close);
    }

    void assertShape(String schema, String json) {
        JsonSchema root = JsonSchema.of(
                new JsonObject().put("$ref", "#/components/schemas/" + schema).put("components", components));
        OutputUnit output = Validator.create(root, OPTIONS).validate(new JsonObject(json));
        assertThat(output.getValid()).as("%s: %s", schema, output.toJson()).isTrue();
    }
}
