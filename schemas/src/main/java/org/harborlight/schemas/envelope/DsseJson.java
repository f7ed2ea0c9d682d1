package org.harborlight.schemas.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;

/** The standard JSON form of a DSSE envelope. Reading is strict: bounded, no duplicate keys, no trailing bytes. */
public final class DsseJson {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private DsseJson() {}

    public static byte[] write(SignedEnvelope envelope) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(envelope.getPayload().remaining() * 2 + 512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeMembers(json, envelope.getPayloadType(), envelope.getPayload(), envelope.getSignatures());
            json.writeEndObject();
        } catch (IOException cannotWrite) {
            throw new IllegalStateException("cannot write an envelope", cannotWrite);
        }
        return bytes.toByteArray();
    }

    /** The members of an envelope, into an object that may hold more. */
    public static void writeMembers(
            JsonGenerator json, String payloadType, ByteBuffer payload, List<Signature> signatures) throws IOException {
        json.writeStringField("payloadType", payloadType);
        json.writeBinaryField("payload", Bytes.copy(payload));
        json.writeArrayFieldStart("signatures");
        for (Signature signature : signatures) {
            json.writeStartObject();
            json.writeStringField("keyid", signature.getKeyId());
            json.writeBinaryField("sig", Bytes.copy(signature.getValue()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The envelope as a JSON tree, to stand within a larger document. */
    public static ObjectNode tree(SignedEnvelope envelope) {
        ObjectNode node = JSON.createObjectNode();
        node.put("payloadType", envelope.getPayloadType());
        node.put("payload", base64(envelope.getPayload()));
        ArrayNode signatures = node.putArray("signatures");
        for (Signature signature : envelope.getSignatures()) {
            signatures.addObject().put("keyid", signature.getKeyId()).put("sig", base64(signature.getValue()));
        }
        return node;
    }

    public static SignedEnvelope read(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw new DecodeException(DecodeException.LIMIT_EXCEEDED);
        }
        try {
            return read(JSON.readTree(bytes));
        } catch (IOException notJson) {
            throw new DecodeException(DecodeException.MALFORMED, notJson);
        }
    }

    public static SignedEnvelope read(JsonNode node) {
        JsonNode signatures = node.path("signatures");
        if (!node.path("payloadType").isTextual() || !node.path("payload").isTextual() || !signatures.isArray()) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        List<Signature> list = new ArrayList<>();
        for (JsonNode signature : signatures) {
            list.add(Signature.newBuilder()
                    .setKeyId(signature.path("keyid").asText(""))
                    .setValue(bytes(signature.path("sig").asText("")))
                    .build());
        }
        return SignedEnvelope.newBuilder()
                .setPayloadType(node.path("payloadType").asText())
                .setPayload(bytes(node.path("payload").asText()))
                .setSignatures(list)
                .build();
    }

    private static String base64(ByteBuffer bytes) {
        return Base64.getEncoder().encodeToString(Bytes.copy(bytes));
    }

    private static ByteBuffer bytes(String base64) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw new DecodeException(DecodeException.MALFORMED, notBase64);
        }
    }
}
