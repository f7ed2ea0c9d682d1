package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The mark that a template leaves where a person has to write something. A file that still has one is never sent. */
public final class Placeholder {
    public static final String TEXT = "<fill in>";

    private Placeholder() {}

    /** JSON pointers to every place that still holds the mark, in the order of the file. */
    public static List<String> pointers(JsonNode root) {
        List<String> pointers = new ArrayList<>();
        collect(root, "", pointers);
        return pointers;
    }

    private static void collect(JsonNode node, String at, List<String> pointers) {
        if (node.isTextual() && node.asText().equals(TEXT)) {
            pointers.add(at);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            collect(entry.getValue(), at + "/" + entry.getKey(), pointers);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), at + "/" + i, pointers);
            }
        }
    }
}
