package org.harborlight.connector.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.harborlight.schemas.PushedDelivery;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;

/**
 * The body of a push. As JSON: {@code delivery} to read, {@code sectionKeys} to open the released sections with, and
 * {@code envelope}, the exact signed bytes as DSSE JSON, which are what counts. As Avro: the last two. Stateless.
 */
final class PushBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SingleObject<PushedDelivery> AVRO = SingleObject.of(PushedDelivery.class);

    private PushBody() {}

    static byte[] json(SignedDelivery signed, List<ReleasedKeys> keys) {
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

    /** Single-object encoding of a {@link PushedDelivery}. */
    static byte[] avro(SignedDelivery signed, List<ReleasedKeys> keys) {
        return AVRO.encode(PushedDelivery.newBuilder()
                .setEnvelope(signed.envelope())
                .setSectionKeys(keys.stream().map(ReleasedKeys::toAvro).toList())
                .build());
    }

    /** The bodies, each as it is, as a JSON array. */
    static byte[] array(List<byte[]> bodies) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        char before = '[';
        for (byte[] body : bodies) {
            array.write(before);
            array.writeBytes(body);
            before = ',';
        }
        array.write(']');
        return array.toByteArray();
    }
}
