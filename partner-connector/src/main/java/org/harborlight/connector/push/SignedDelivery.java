package org.harborlight.connector.push;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;

/**
 * A delivery with the very bytes that were signed.
 *
 * @param digest lower-case hex SHA-256 of those bytes; the partner echoes it
 */
public record SignedDelivery(SignedEnvelope envelope, Delivery delivery, String digest) {
    /** The delivery must have been decoded from the payload of the envelope, after that was verified. */
    public static SignedDelivery of(SignedEnvelope envelope, Delivery delivery) {
        return new SignedDelivery(envelope, delivery, Sha256.hex(Bytes.copy(envelope.getPayload())));
    }

    public String id() {
        return delivery.getDeliveryId();
    }

    public boolean urgent() {
        return delivery.getLane() == Lane.URGENT;
    }

    /** The digest as bytes. */
    public ByteBuffer sha256() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digest));
    }
}
