package org.harborlight.schemas.envelope;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;

/** Signs payloads with one key, or with several at once. Thread-safe. */
public final class EnvelopeSigner {
    private final List<SigningKey> keys;

    public EnvelopeSigner(SigningKey key) {
        this(List.of(key));
    }

    public EnvelopeSigner(List<SigningKey> keys) {
        this.keys = List.copyOf(keys);
    }

    public SignedEnvelope sign(String payloadType, byte[] payload) {
        byte[] input = SigningInput.pae(payloadType, payload);
        List<Signature> signatures = new ArrayList<>(keys.size());
        for (SigningKey key : keys) {
            signatures.add(Signature.newBuilder()
                    .setKeyId(key.keyId())
                    .setValue(ByteBuffer.wrap(key.sign(input)))
                    .build());
        }
        return SignedEnvelope.newBuilder()
                .setPayloadType(payloadType)
                .setPayload(ByteBuffer.wrap(payload))
                .setSignatures(signatures)
                .build();
    }

    /** The same envelope with these signatures too, over the same bytes. */
    public SignedEnvelope addTo(SignedEnvelope signed) {
        List<Signature> signatures = new ArrayList<>(signed.getSignatures());
        signatures.addAll(
                sign(signed.getPayloadType(), Bytes.copy(signed.getPayload())).getSignatures());
        return new SignedEnvelope(signed.getPayloadType(), signed.getPayload(), signatures);
    }
}
