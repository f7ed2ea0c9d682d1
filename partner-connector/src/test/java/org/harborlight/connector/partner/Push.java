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
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.Sha256;

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

    /** Whether the webhook signature is over exactly these bytes, as Standard Webhooks defines it. */
    public boolean webhookSignedBy(PublicKeyEntry key) {
        String signature = headers.get("webhook-signature");
        if (signature == null || !signature.startsWith("v1a,")) {
            return false;
        }
        byte[] prefix = (deliveryId() + "." + headers.get("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8);
        Ed25519Signer verifier = new Ed25519Signer();
        byte[] encoded = Bytes.copy(key.getPublicKey());
        verifier.init(
                false, new Ed25519PublicKeyParameters(encoded, encoded.length - Ed25519PublicKeyParameters.KEY_SIZE));
        verifier.update(prefix, 0, prefix.length);
        verifier.update(raw.getBytes(), 0, raw.length());
        return verifier.verifySignature(Base64.getDecoder().decode(signature.substring(4)));
    }
}
