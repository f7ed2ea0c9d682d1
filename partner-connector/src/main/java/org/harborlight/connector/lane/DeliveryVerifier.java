package org.harborlight.connector.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a record of a partner topic before anything is sent: envelope, signature over the bytes as they are, then the
 * payload and its addressee. Deliveries are signed with the exchange's DELIVERY key; a connector's own key is good for a
 * bare POINTER only. Thread-safe.
 */
public final class DeliveryVerifier {
    private static final Duration DIRECTORY_LAG = Duration.ofSeconds(10);

    private final LaneId lane;
    private final WireFormat<SignedEnvelope> envelopes;
    private final SingleObject<Delivery> deliveries;
    private final Supplier<Directory> directory;
    private final InstantSource clock;

    public DeliveryVerifier(LaneId lane, Formats formats, Supplier<Directory> directory, InstantSource clock) {
        this.lane = lane;
        this.envelopes = formats.envelopes(lane.topic());
        this.deliveries = formats.payload(Delivery.class);
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Judges a record.
     *
     * @param writtenAt when the record was written, which is when it was signed: its key must have been valid then, and
     *     not revoked then. What became of the key since does not unmake a delivery that waits for its partner
     */
    public DeliveryCheck check(byte @Nullable [] value, Instant writtenAt) {
        if (value == null) {
            return new DeliveryCheck.Rejected("malformed");
        }
        try {
            SignedEnvelope envelope = envelopes.decode(value);
            if (!MediaTypes.DELIVERY.equals(envelope.getPayloadType())) {
                return new DeliveryCheck.Rejected("wrong-payload-type");
            }
            SignatureCheck byProcessor = verify(envelope, KeyPurpose.DELIVERY, writtenAt);
            boolean genuine = byProcessor instanceof SignatureCheck.Valid;
            if (!genuine && !(verify(envelope, KeyPurpose.CONNECTOR, writtenAt) instanceof SignatureCheck.Valid)) {
                return refused(byProcessor, writtenAt);
            }
            Delivery delivery = deliveries.decode(envelope.getPayload());
            return addressed(SignedDelivery.of(envelope, delivery), genuine);
        } catch (DecodeException e) {
            return new DeliveryCheck.Rejected(e.reason());
        }
    }

    private DeliveryCheck addressed(SignedDelivery signed, boolean byProcessor) {
        Delivery delivery = signed.delivery();
        if (!byProcessor && !barePointer(delivery)) {
            return new DeliveryCheck.Rejected("wrong-signer");
        }
        if (!lane.partnerId().equals(delivery.getPartnerId()) || lane.lane() != delivery.getLane()) {
            return new DeliveryCheck.Rejected("not-addressed");
        }
        return new DeliveryCheck.Genuine(signed);
    }

    private static boolean barePointer(Delivery delivery) {
        return delivery.getKind() == DeliveryKind.POINTER
                && delivery.getReleasedSections().isEmpty()
                && delivery.getNotices().isEmpty();
    }

    private SignatureCheck verify(SignedEnvelope envelope, KeyPurpose purpose, Instant writtenAt) {
        Directory snapshot = directory.get();
        if (snapshot.sequence() < 0) {
            throw new IllegalStateException("the directory is not loaded");
        }
        KeyLookup keys = keyId -> snapshot.exchangeKey(purpose, keyId);
        return new EnvelopeVerifier(keys).verify(envelope, writtenAt);
    }

    /** A directory that is a moment behind must not make a genuine delivery a dead letter. */
    private DeliveryCheck refused(SignatureCheck check, Instant writtenAt) {
        Duration age = Duration.between(writtenAt, clock.instant());
        boolean fresh = !age.isNegative() && age.compareTo(DIRECTORY_LAG) < 0;
        return fresh && check instanceof SignatureCheck.UnknownKey
                ? new DeliveryCheck.TooSoon()
                : new DeliveryCheck.Rejected(reason(check));
    }

    private static String reason(SignatureCheck check) {
        return switch (check) {
            case SignatureCheck.Valid _ -> "wrong-signer";
            case SignatureCheck.UnknownKey _ -> "unknown-key";
            case SignatureCheck.BadSignature _ -> "bad-signature";
            case SignatureCheck.KeyNotValid _ -> "key-not-valid";
            case SignatureCheck.DuplicateKey _ -> "duplicate-key";
            case SignatureCheck.NoSignature _ -> "no-signature";
            case SignatureCheck.TooManySignatures _ -> "too-many-signatures";
        };
    }
}
