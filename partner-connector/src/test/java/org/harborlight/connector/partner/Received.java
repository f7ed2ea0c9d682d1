package org.harborlight.connector.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.PushedDelivery;
import org.harborlight.schemas.ReleasedSectionKeys;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.Sha256;

/** One delivery as a partner has it, whichever way and in whichever form it came. */
public record Received(SignedEnvelope envelope, List<ReleasedSectionKeys> sectionKeys) {
    public static Received json(JsonNode body) {
        List<ReleasedSectionKeys> keys = new ArrayList<>();
        body.path("sectionKeys").forEach(entry -> keys.add(keys(entry)));
        return new Received(DsseJson.read(body.path("envelope")), keys);
    }

    public static Received avro(byte[] body) {
        PushedDelivery pushed = SingleObject.of(PushedDelivery.class).decode(body);
        return new Received(pushed.getEnvelope(), pushed.getSectionKeys());
    }

    /** What was signed; a readable copy in the body is not looked at. */
    public Delivery delivery() {
        return SingleObject.of(Delivery.class).decode(envelope.getPayload());
    }

    /** Lower-case hex SHA-256 of the signed bytes, which a receipt echoes. */
    public String digest() {
        return HexFormat.of().formatHex(Sha256.of(Bytes.copy(envelope.getPayload())));
    }

    private static ReleasedSectionKeys keys(JsonNode entry) {
        ReleasedSectionKeys.Builder keys = ReleasedSectionKeys.newBuilder()
                .setSubmitterId(entry.path("submitterId").asText())
                .setNoticeId(entry.path("noticeId").asText())
                .setReceiptId(entry.path("receiptId").asText())
                .setMissing(entry.path("missing").textValue());
        if (entry.has("ciphertext")) {
            keys.setSealed(SealedKeys.newBuilder()
                    .setRecipientKeyId(entry.path("recipientKeyId").asText())
                    .setEncapsulatedKey(bytes(entry.path("encapsulatedKey").asText()))
                    .setCiphertext(bytes(entry.path("ciphertext").asText()))
                    .build());
        }
        return keys.build();
    }

    private static ByteBuffer bytes(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    }
}
