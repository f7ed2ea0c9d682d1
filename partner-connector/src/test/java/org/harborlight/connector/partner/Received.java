package org.harborlight.connector.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.Sha256;

/** One delivery as a partner has it, whether it was pushed or fetched. */
public record Received(JsonNode body) {
    public SignedEnvelope envelope() {
        return DsseJson.read(body.path("envelope"));
    }

    /** What was signed; the readable copy in the body is not looked at. */
    public Delivery delivery() {
        return SingleObject.of(Delivery.class).decode(envelope().getPayload());
    }

    /** Lower-case hex SHA-256 of the signed bytes, which a receipt echoes. */
    public String digest() {
        return HexFormat.of().formatHex(Sha256.of(Bytes.copy(envelope().getPayload())));
    }
}
