package org.harborlight.standalone.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What one check found.
 *
 * @param check its stable name
 * @param expects what the contract asks for, in words
 * @param detail what was seen: codes and figures of ours, never text of the partner's
 */
public record Finding(String check, String expects, Verdict verdict, String detail) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How a check ended. */
    public enum Verdict {
        PASS,
        /** Works, and will trouble somebody. */
        WARN,
        FAIL,
        /** Says nothing, because of what was found before, or because it was not asked for. */
        SKIPPED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ObjectNode toJson() {
        return JSON.createObjectNode()
                .put("check", check)
                .put("verdict", verdict.text())
                .put("expects", expects)
                .put("detail", detail);
    }
}
