package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.harborlight.standalone.partner.PlainText;

/** A status document in lines that a person reads. */
final class StatusText {
    private StatusText() {}

    static String of(JsonNode status) {
        StringBuilder text = new StringBuilder();
        print(status, "", text);
        return text.toString().stripTrailing();
    }

    private static void print(JsonNode node, String indent, StringBuilder text) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            if (value.isValueNode()) {
                text.append(indent)
                        .append(field.getKey())
                        .append(": ")
                        .append(PlainText.line(value.asText()))
                        .append('\n');
            } else if (value.isArray()) {
                for (JsonNode element : value) {
                    text.append(indent)
                            .append(field.getKey())
                            .append(": ")
                            .append(oneLine(element))
                            .append('\n');
                }
            } else {
                text.append(indent).append(field.getKey()).append('\n');
                print(value, indent + "  ", text);
            }
        }
    }

    private static String oneLine(JsonNode element) {
        if (element.isValueNode()) {
            return PlainText.line(element.asText());
        }
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : element.properties()) {
            if (!line.isEmpty()) {
                line.append(", ");
            }
            JsonNode value = field.getValue();
            line.append(field.getKey())
                    .append(' ')
                    .append(PlainText.line(value.isValueNode() ? value.asText() : value.toString()));
        }
        return line.toString();
    }
}
