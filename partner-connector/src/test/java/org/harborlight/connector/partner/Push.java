package org.harborlight.connector.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.SignedEnvelope;

/** One push as a partner saw it. */
public record Push(Instant at, MultiMap headers, Buffer raw, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Push of(Instant at, MultiMap headers, Buffer raw) {
        try {
            return new Push(at, headers, raw, JSON.readTree(raw.getBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String deliveryId() {
        return Objects.requireNonNull(headers.get("webhook-id"));
    }

    public Received received() {
        return new Received(body);
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
    public boolean webhookSignedBy(Ed25519PublicKeyParameters key) {
        String signature = headers.get("webhook-signature");
        if (signature == null || !signature.startsWith("v1a,")) {
            return false;
        }
        byte[] prefix = (deliveryId() + "." + headers.get("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8);
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(prefix, 0, prefix.length);
        verifier.update(raw.getBytes(), 0, raw.length());
        return verifier.verifySignature(Base64.getDecoder().decode(signature.substring(4)));
    }
}
