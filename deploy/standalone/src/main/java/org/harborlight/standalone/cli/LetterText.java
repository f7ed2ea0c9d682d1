package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.standalone.operator.LetterContent;
import org.harborlight.standalone.operator.PlacedLetter;
import org.harborlight.standalone.operator.Places;

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

    /** On one line. */
    String line(PlacedLetter letter) {
        ObjectNode ids = content.ids(letter);
        String subject = ids.has("noticeId")
                ? ids.path("submitterId").asText() + "/" + ids.path("noticeId").asText()
                : ids.has("deliveryId") ? ids.path("deliveryId").asText() : "-";
        return letter.letter().getAt() + "  " + letter.letter().getReason() + "  "
                + Places.text(letter.letter().getOrigin()) + "  " + subject;
    }
}
