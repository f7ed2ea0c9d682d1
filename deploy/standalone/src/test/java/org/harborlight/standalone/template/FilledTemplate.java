package org.harborlight.standalone.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Objects;
import org.harborlight.standalone.submitter.Placeholder;

/** What a person would write into a template, by field. */
final class FilledTemplate {
    private static final Map<String, JsonNode> VALUES = Map.ofEntries(
            text("incidentKey", "T-2026-0042"),
            text("channel", "CHAT"),
            text("service", "Sample chat"),
            text("method", "MODERATOR"),
            Map.entry("humanReviewed", BooleanNode.TRUE),
            text("context", "PRIVATE_MESSAGE"),
            text("value", "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"),
            text("viewedBySubmitter", "PERSON"),
            text("ageBand", "ADULT"),
            text("ageSource", "DECLARED"),
            text("of", "sample-user-4711"),
            text("country", "IE"),
            text("disclosureBasis", "VOLUNTARY"),
            text("preserveUntil", "2027-11-24T00:00:00Z"),
            text("accountId", "sample-account-1"),
            text("screenNames", "sample_user"),
            text("address", "192.0.2.17"),
            Map.entry("port", IntNode.valueOf(40_017)),
            text("at", "2026-11-20T18:04:00Z"),
            text("event", "LOGIN"),
            text("url", "https://files.example/a"),
            text("custodian", "Sample platform"),
            text("reference", "hold-1"),
            text("legalProcessContact", "legal@platform.example"),
            text("text", "An invented sample."),
            text("contact", "safety@platform.example"));

    private FilledTemplate() {}

    /** The tree with every placeholder replaced. */
    static JsonNode of(JsonNode template) {
        fill("", template);
        return template;
    }

    private static void fill(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(filled(entry.getKey(), entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(name, array.get(i)));
            }
        }
    }

    private static JsonNode filled(String name, JsonNode value) {
        if (value.isTextual() && value.asText().equals(Placeholder.TEXT)) {
            return Objects.requireNonNull(VALUES.get(name), name);
        }
        fill(name, value);
        return value;
    }

    private static Map.Entry<String, JsonNode> text(String name, String value) {
        return Map.entry(name, TextNode.valueOf(value));
    }
}
