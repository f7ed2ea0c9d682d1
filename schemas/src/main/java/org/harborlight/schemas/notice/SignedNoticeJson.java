package org.harborlight.schemas.notice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.DsseJson;
import org.jspecify.annotations.Nullable;

/**
 * A signed notice as JSON: the standard DSSE members, and {@code sectionKeys} beside them. Reading is strict: exactly
 * these members, each once, of their types, and nothing after the object. Bytes are base64, standard or URL-safe, as the
 * DSSE specification allows, padded or not. Reads a stream of tokens and builds no tree; thread-safe.
 */
public final class SignedNoticeJson {
    private static final String PAYLOAD_TYPE = "payloadType";
    private static final String PAYLOAD = "payload";
    private static final String SIGNATURES = "signatures";
    private static final String SECTION_KEYS = "sectionKeys";
    private static final String KEY_ID = "keyid";
    private static final String SIG = "sig";
    private static final String RECIPIENT = "recipientKeyId";
    private static final String ENCAPSULATED_KEY = "encapsulatedKey";
    private static final String CIPHERTEXT = "ciphertext";
    private static final Set<String> SIGNATURE_MEMBERS = Set.of(KEY_ID, SIG);
    private static final Set<String> KEYS_MEMBERS = Set.of(RECIPIENT, ENCAPSULATED_KEY, CIPHERTEXT);
    private static final int MAX_SIGNATURES = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(4).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SignedNoticeJson() {}

    public static byte[] write(SignedNotice notice) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(notice.getPayload().remaining() * 2 + 1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            DsseJson.writeMembers(json, notice.getPayloadType(), notice.getPayload(), notice.getSignatures());
            SealedKeys keys = notice.getSectionKeys();
            if (keys != null) {
                json.writeObjectFieldStart(SECTION_KEYS);
                json.writeStringField(RECIPIENT, keys.getRecipientKeyId());
                json.writeBinaryField(ENCAPSULATED_KEY, Bytes.copy(keys.getEncapsulatedKey()));
                json.writeBinaryField(CIPHERTEXT, Bytes.copy(keys.getCiphertext()));
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException cannotWrite) {
            throw new IllegalStateException("cannot write a notice", cannotWrite);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link DecodeException} unless the bytes are exactly one signed notice. */
    public static SignedNotice read(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            SignedNotice notice = envelope(json);
            if (json.nextToken() != null) {
                throw new DecodeException(DecodeException.TRAILING_BYTES);
            }
            return notice;
        } catch (IOException notJson) {
            throw new DecodeException(DecodeException.MALFORMED, notJson);
        }
    }

    private static SignedNotice envelope(JsonParser json) throws IOException {
        String payloadType = null;
        ByteBuffer payload = null;
        List<Signature> signatures = null;
        SealedKeys keys = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            switch (json.currentName()) {
                case PAYLOAD_TYPE -> payloadType = text(json);
                case PAYLOAD -> payload = bytes(text(json));
                case SIGNATURES -> signatures = signatures(json);
                case SECTION_KEYS -> keys = sectionKeys(json);
                default -> throw malformed();
            }
        }
        SignedNotice notice = new SignedNotice();
        notice.setPayloadType(present(payloadType));
        notice.setPayload(present(payload));
        notice.setSignatures(present(signatures));
        notice.setSectionKeys(keys);
        return notice;
    }

    /** A missing key id is an empty one: the specification makes it optional. */
    private static List<Signature> signatures(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY);
        List<Signature> signatures = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(signatures.size() < MAX_SIGNATURES);
            Map<String, String> members = members(json, SIGNATURE_MEMBERS);
            signatures.add(new Signature(members.getOrDefault(KEY_ID, ""), bytes(present(members.get(SIG)))));
        }
        return signatures;
    }

    private static SealedKeys sectionKeys(JsonParser json) throws IOException {
        json.nextToken();
        Map<String, String> members = members(json, KEYS_MEMBERS);
        return new SealedKeys(
                present(members.get(RECIPIENT)),
                bytes(present(members.get(ENCAPSULATED_KEY))),
                bytes(present(members.get(CIPHERTEXT))));
    }

    /** An object of these text members only, each at most once. */
    private static Map<String, String> members(JsonParser json, Set<String> names) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        Map<String, String> members = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            require(names.contains(name));
            members.put(name, text(json));
        }
        return members;
    }

    private static String text(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    /** One alphabet or the other, not both. */
    private static ByteBuffer bytes(String base64) {
        boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
        try {
            return ByteBuffer.wrap((urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw new DecodeException(DecodeException.MALFORMED, notBase64);
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw malformed();
        }
        return value;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw malformed();
        }
    }

    private static DecodeException malformed() {
        return new DecodeException(DecodeException.MALFORMED);
    }
}
