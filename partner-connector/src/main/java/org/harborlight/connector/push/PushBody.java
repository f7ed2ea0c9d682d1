package org.harborlight.connector.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.harborlight.schemas.PushedDelivery;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;

/**
 * The body of a push. As JSON: {@code delivery} to read, {@code sectionKeys} to open the released sections with, and
 * {@code envelope}, the exact signed bytes as DSSE JSON, which are what counts. As Avro: the last two. Stateless.
 */
final class PushBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SingleObject<PushedDelivery> AVRO = SingleObject.of(PushedDelivery.class);

    private PushBody() {}

    static byte[] json(SignedDelivery signed, List<ReleasedKeys> keys) {
        SignedEnvelope envelope = signed.envelope();
        ByteArrayOutputStream body =
                new ByteArrayOutputStream(envelope.getPayload().remaining() * 4);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeFieldName("delivery");
            AvroJson.write(json, signed.delivery());
            json.writeArrayFieldStart("sectionKeys");
            for (ReleasedKeys released : keys) {
                released.write(json);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("envelope");
            DsseJson.writeMembers(json, envelope.getPayloadType(), envelope.getPayload(), envelope.getSignatures());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a delivery cannot be written as JSON", e);
        }
        return body.toByteArray();
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
