package org.harborlight.schemas.notice;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.codec.DecodeException;

/**
 * What the gateway signs when it accepts a notice.
 *
 * @param receiptId the same for every repeat of the notice
 * @param payloadSha256 lower-case hexadecimal
 */
public record AcceptanceReceipt(
        String receiptId,
        String submitterId,
        String noticeId,
        String payloadSha256,
        Instant acceptedAt,
        String reference,
        Lane lane) {
    /** Stands in every receipt. */
    public static final String STATEMENT = "Accepted for forwarding to partners. This is not a statutory report"
            + " and does not discharge a reporting duty. This is not an emergency line: where a child is in"
            + " immediate danger, call the emergency services as well.";

    private static final int TYPICAL_BYTES = 640;
    private static final ObjectMapper JSON = new ObjectMapper();

    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("receiptId", receiptId);
            json.writeStringField("submitterId", submitterId);
            json.writeStringField("noticeId", noticeId);
            json.writeStringField("payloadSha256", payloadSha256);
            json.writeStringField("acceptedAt", acceptedAt.toString());
            json.writeStringField("reference", reference);
            json.writeStringField("lane", lane.name());
            json.writeStringField("statement", STATEMENT);
            json.writeEndObject();
        } catch (IOException cannotWrite) {
            throw new IllegalStateException("cannot write a receipt", cannotWrite);
        }
        return bytes.toByteArray();
    }

    public static AcceptanceReceipt fromJson(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return new AcceptanceReceipt(
                    node.path("receiptId").asText(),
                    node.path("submitterId").asText(),
                    node.path("noticeId").asText(),
                    node.path("payloadSha256").asText(),
                    Instant.parse(node.path("acceptedAt").asText()),
                    node.path("reference").asText(),
                    Lane.valueOf(node.path("lane").asText()));
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            throw new DecodeException(DecodeException.MALFORMED, malformed);
        }
    }
}
