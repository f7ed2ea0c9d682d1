package org.harborlight.standalone.partner;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SignatureCheck;

/**
 * Verifies a delivery the way a partner does: signature of the exchange over the bytes as received, then decode, then
 * addressee, then that the readable JSON says what the signed bytes say. Thread-safe.
 */
public final class DeliveryVerifier {
    /** Signed by the exchange, in a form that only a newer version of this program reads. */
    static final String UNKNOWN_SCHEMA = "unknown-schema";

    static final String UNKNOWN_KEY = "unknown-key";

    static final String KEY_NOT_VALID = "key-not-valid";

    /** Ids become names of files and parts of paths. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final EnvelopeVerifier signatures;
    private final Optional<String> addressee;
    private final SingleObject<Delivery> deliveries;

    /**
     * Verifies for one partner, or for any, what this version of the program wrote.
     *
     * @param deliveryKeys the exchange's delivery keys
     * @param addressee the partner that verifies; empty accepts any addressee
     */
    public DeliveryVerifier(KeyLookup deliveryKeys, Optional<String> addressee) {
        this(deliveryKeys, addressee, SingleObject.of(Delivery.class));
    }

    /** @param deliveries reads what other versions wrote too, as far as it finds their schemas */
    public DeliveryVerifier(KeyLookup deliveryKeys, Optional<String> addressee, SingleObject<Delivery> deliveries) {
        this.signatures = new EnvelopeVerifier(deliveryKeys);
        this.addressee = addressee;
        this.deliveries = deliveries;
    }

    public DeliveryCheck verify(byte[] received, Instant at) {
        try {
            return verify(DeliveryBody.parse(received), at);
        } catch (DecodeException e) {
            return new DeliveryCheck.Refused(
                    e.reason().equals(DecodeException.UNKNOWN_SCHEMA) ? UNKNOWN_SCHEMA : "malformed-delivery");
        }
    }

    private DeliveryCheck verify(DeliveryBody body, Instant at) {
        SignedEnvelope envelope = body.envelope();
        if (!envelope.getPayloadType().equals(MediaTypes.DELIVERY)) {
            return new DeliveryCheck.Refused("not-a-delivery");
        }
        byte[] payload = Bytes.copy(envelope.getPayload());
        return switch (signatures.verify(MediaTypes.DELIVERY, payload, envelope.getSignatures(), at)) {
            case SignatureCheck.Valid valid -> checkContent(body, payload, valid);
            case SignatureCheck.UnknownKey unknown -> new DeliveryCheck.Refused(UNKNOWN_KEY);
            case SignatureCheck.BadSignature bad -> new DeliveryCheck.Refused("bad-signature");
            case SignatureCheck.KeyNotValid invalid -> new DeliveryCheck.Refused(KEY_NOT_VALID);
            case SignatureCheck.DuplicateKey twice -> new DeliveryCheck.Refused("duplicate-key");
            case SignatureCheck.NoSignature none -> new DeliveryCheck.Refused("no-signature");
            case SignatureCheck.TooManySignatures many -> new DeliveryCheck.Refused("too-many-signatures");
        };
    }

    private DeliveryCheck checkContent(DeliveryBody body, byte[] payload, SignatureCheck.Valid valid) {
        Delivery delivery = deliveries.decode(payload);
        if (addressee.isPresent() && !addressee.get().equals(delivery.getPartnerId())) {
            return new DeliveryCheck.Refused("not-addressed-to-us");
        }
        if (!ID.matcher(delivery.getCaseId()).matches()
                || !ID.matcher(delivery.getDeliveryId()).matches()) {
            return new DeliveryCheck.Refused("malformed-id");
        }
        if (!body.says(AvroJson.toJson(delivery))) {
            return new DeliveryCheck.Refused("readable-part-differs");
        }
        return new DeliveryCheck.Genuine(delivery, Sha256.hex(payload), body, valid.keyIds());
    }
}
