package org.harborlight.connector.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.envelope.DsseJson;

/**
 * The JSON body of a push: {@code delivery} to read, {@code sectionKeys} to open the released sections with, and
 * {@code envelope}, the exact signed bytes as DSSE JSON, which are what counts.
 */
final class PushBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PushBody() {}

    static byte[] of(SignedDelivery signed, List<ReleasedKeys> keys) {
        ObjectNode body = JSON.createObjectNode();
        body.set("delivery", AvroJson.toJson(signed.delivery()));
        ArrayNode sectionKeys = body.putArray("sectionKeys");
        keys.forEach(released -> sectionKeys.add(released.toJson()));
        try {
            body.set("envelope", DsseJson.tree(signed.envelope()));
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery cannot be written as JSON", e);
        }
    }
}
