package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Turns the hex digests and tokens of a hand-written notice into the base64 of the wire form. */
final class ByteFields {
    private ByteFields() {}

    static void toBase64(ObjectNode notice, Optional<TokenKey> tokenKey) {
        int item = 0;
        for (JsonNode content : notice.path("content")) {
            int number = 0;
            for (JsonNode digest : content.path("digests")) {
                hexValue(digest, "/content/" + item + "/digests/" + number++ + "/value");
            }
            item++;
        }
        int person = 0;
        for (JsonNode actor : notice.path("actors")) {
            int number = 0;
            for (JsonNode token : actor.path("tokens")) {
                token(token, "/actors/" + person + "/tokens/" + number++, tokenKey);
            }
            person++;
        }
    }

    private static void token(JsonNode node, String pointer, Optional<TokenKey> tokenKey) {
        if (node instanceof ObjectNode token && token.has("of")) {
            TokenKey key = tokenKey.orElseThrow(() -> new PlainNoticeException(
                    pointer + "/of: there is no token key in the submitter's folder to digest it with"));
            String identifier = token.remove("of").asText();
            token.put("tokenKeyId", key.keyId());
            token.put(
                    "value",
                    Base64.getEncoder()
                            .encodeToString(key.token(token.path("kind").asText(), identifier)));
        } else {
            hexValue(node, pointer + "/value");
        }
    }

    private static void hexValue(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object && object.path("value").isTextual()) {
            try {
                byte[] value = HexFormat.of().parseHex(object.path("value").asText());
                object.put("value", Base64.getEncoder().encodeToString(value));
            } catch (IllegalArgumentException e) {
                throw new PlainNoticeException(pointer + ": write it as hex digits");
            }
        }
    }
}
