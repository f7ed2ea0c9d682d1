package org.harborlight.connector.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;

/**
 * One delivery that was pushed, as a partner saw it.
 *
 * @param raw the whole request, which may hold more than this delivery
 * @param body what is said of this delivery, as JSON; missing in Avro
 */
public record Push(Instant at, MultiMap headers, Buffer raw, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that one request brings. */
    static List<Push> of(Instant at, MultiMap headers, Buffer raw) {
        if (MediaTypes.PUSHED_DELIVERY.equals(headers.get("content-type"))) {
            return List.of(new Push(at, headers, raw, MissingNode.getInstance()));
        }
        try {
            JsonNode body = JSON.readTree(raw.getBytes());
            List<Push> pushes = new ArrayList<>();
            if (body.isArray()) {
                body.forEach(item -> pushes.add(new Push(at, headers, raw, item)));
            } else {
                pushes.add(new Push(at, headers, raw, body));
            }
            return List.copyOf(pushes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Id of the request: of the delivery, or of several together. */
    public String webhookId() {
        return Objects.requireNonNull(headers.get("webhook-id"));
    }

    public String deliveryId() {
        return webhookId().startsWith("batch-")
                ? body.path("delivery").path("deliveryId").asText()
                : webhookId();
    }

    public Received received() {
        return body.isMissingNode() ? Received.avro(raw.getBytes()) : Received.json(body);
    }

    public SignedEnvelope envelope() {
        return received().envelope();
    }

    public Delivery delivery() {
        return received().delivery();
    }

    public String digest() {
        return received().digest();
    }

    /** Whether the webhook signature is over exactly these bytes, as Standard Webhooks defines it. */
    public boolean webhookSignedBy(PublicKeyEntry key) {
        String signature = headers.get("webhook-signature");
        if (signature == null || !signature.startsWith("v1a,")) {
            return false;
        }
        byte[] prefix = (webhookId() + "." + headers.get("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8);
        Ed25519Signer verifier = new Ed25519Signer();
        byte[] encoded = Bytes.copy(key.getPublicKey());
        verifier.init(
                false, new Ed25519PublicKeyParameters(encoded, encoded.length - Ed25519PublicKeyParameters.KEY_SIZE));
        verifier.update(prefix, 0, prefix.length);
        verifier.update(raw.getBytes(), 0, raw.length());
        return verifier.verifySignature(Base64.getDecoder().decode(signature.substring(4)));
    }
}
