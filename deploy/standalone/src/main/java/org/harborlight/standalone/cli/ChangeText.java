package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.standalone.directory.Change;
import org.harborlight.standalone.partner.PlainText;

/** A change of the directory in lines, and as JSON. Stateless. */
final class ChangeText {
    private static final int LONGEST = 160;

    private ChangeText() {}

    static List<String> lines(Change change) {
        List<String> lines = new ArrayList<>();
        lines.add((change.added() ? "+ " : "~ ") + PlainText.line(change.subject()));
        change.fields()
                .forEach(field -> lines.add("    " + PlainText.line(field.at()) + ": " + text(field.before()) + " → "
                        + text(field.after())));
        return lines;
    }

    static ObjectNode json(Change change) {
        ObjectNode node = Subcommand.JSON.createObjectNode();
        node.put("subject", change.subject()).put("added", change.added());
        ArrayNode fields = node.putArray("fields");
        change.fields().forEach(field -> {
            ObjectNode one = fields.addObject().put("at", field.at());
            if (!field.before().isMissingNode()) {
                one.set("before", field.before());
            }
            if (!field.after().isMissingNode()) {
                one.set("after", field.after());
            }
        });
        return node;
    }

    private static String text(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : PlainText.line(value.toString());
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
