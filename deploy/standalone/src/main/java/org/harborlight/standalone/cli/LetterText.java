package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.operator.LetterContent;
import org.harborlight.standalone.operator.PlacedLetter;
import org.harborlight.standalone.operator.Places;
import org.harborlight.standalone.partner.PlainText;

/** A dead letter as an operator sees it: reason, places, ids, sizes and digests, never what a notice says. */
final class LetterText {
    private final LetterContent content;

    LetterText(LetterContent content) {
        this.content = content;
    }

    ObjectNode json(PlacedLetter letter) {
        byte[] original = Bytes.copy(letter.letter().getOriginal());
        ObjectNode json = Subcommand.JSON
                .createObjectNode()
                .put("origin", Places.text(letter.letter().getOrigin()))
                .put("reason", letter.letter().getReason())
                .put("at", letter.letter().getAt().toString())
                .put(
                        "letter",
                        letter.place().getPartition() + "/" + letter.place().getOffset())
                .put("key", letter.key())
                .put("bytes", original.length)
                .put("sha256", Sha256.hex(original));
        letter.headers().forEach(json.withArray("headers")::add);
        json.set("record", content.ids(letter));
        return json;
    }

    /** On one line; what was not believed cannot control the terminal. */
    String line(PlacedLetter letter) {
        ObjectNode ids = content.ids(letter);
        String subject = ids.has("noticeId")
                ? ids.path("submitterId").asText() + "/" + ids.path("noticeId").asText()
                : ids.has("deliveryId") ? ids.path("deliveryId").asText() : "-";
        return PlainText.line(letter.letter().getAt() + "  " + letter.letter().getReason() + "  "
                + Places.text(letter.letter().getOrigin()) + "  " + subject);
    }

    /** In several lines, from {@link #json}, as safe to look at. */
    static List<String> lines(JsonNode letter) {
        List<String> lines = new ArrayList<>();
        lines("", letter, lines);
        return lines;
    }

    private static void lines(String indent, JsonNode node, List<String> lines) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue() instanceof ObjectNode nested) {
                lines.add(indent + field.getKey());
                lines(indent + "  ", nested, lines);
            } else {
                String value = field.getValue() instanceof ArrayNode several
                        ? several.toString()
                        : field.getValue().asText();
                lines.add(indent + field.getKey() + ": " + PlainText.line(value));
            }
        }
    }
}
