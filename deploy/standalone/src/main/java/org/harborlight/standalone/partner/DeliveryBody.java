package org.harborlight.standalone.partner;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.DsseJson;

/**
 * The JSON body of a push delivery, taken apart and not yet believed: the readable delivery, the section keys released
 * to this partner, and the signed bytes that the readable part must agree with.
 *
 * @param delivery the readable delivery
 * @param sectionKeys one per notice with released sections
 * @param envelope the delivery as the exchange signed it
 */
public record DeliveryBody(JsonNode delivery, List<ReleasedKeys> sectionKeys, SignedEnvelope envelope) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The keys of one notice's released sections, sealed to the partner; empty when the exchange no longer has them. */
    public record ReleasedKeys(String submitterId, String noticeId, String receiptId, Optional<SealedKeys> keys) {}

    /** Takes a body apart; throws {@link DecodeException} when it is not such a body. */
    public static DeliveryBody parse(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            List<ReleasedKeys> keys = new ArrayList<>();
            for (JsonNode entry : root.path("sectionKeys")) {
                keys.add(releasedKeys(entry));
            }
            SignedEnvelope envelope = DsseJson.read(root.path("envelope"));
            return new DeliveryBody(root.path("delivery"), List.copyOf(keys), envelope);
        } catch (IOException e) {
            throw new DecodeException(DecodeException.MALFORMED, e);
        }
    }

    /**
     * Whether the readable part says nothing but this; compared as written, because numbers have several forms in memory.
     * A connector of an older version leaves out what it does not know.
     */
    boolean says(JsonNode expected) {
        try {
            return within(delivery, JSON.readTree(JSON.writeValueAsBytes(expected)));
        } catch (IOException e) {
            throw new IllegalStateException("JSON cannot be written", e);
        }
    }

    private static boolean within(JsonNode said, JsonNode known) {
        if (said.isObject() && known.isObject()) {
            return said.properties().stream()
                    .allMatch(member ->
                            known.has(member.getKey()) && within(member.getValue(), known.get(member.getKey())));
        }
        if (said.isArray() && known.isArray()) {
            return said.size() == known.size()
                    && IntStream.range(0, said.size()).allMatch(i -> within(said.get(i), known.get(i)));
        }
        return said.equals(known);
    }

    private static ReleasedKeys releasedKeys(JsonNode entry) {
        String submitterId = entry.path("submitterId").asText();
        String noticeId = entry.path("noticeId").asText();
        String receiptId = entry.path("receiptId").asText();
        if (!entry.has("ciphertext")) {
            return new ReleasedKeys(submitterId, noticeId, receiptId, Optional.empty());
        }
        ObjectNode sealed = JSON.createObjectNode();
        sealed.set("recipientKeyId", entry.path("recipientKeyId"));
        sealed.set("encapsulatedKey", entry.path("encapsulatedKey"));
        sealed.set("ciphertext", entry.path("ciphertext"));
        return new ReleasedKeys(
                submitterId, noticeId, receiptId, Optional.of(AvroJson.fromJson(sealed, SealedKeys.class)));
    }
}
