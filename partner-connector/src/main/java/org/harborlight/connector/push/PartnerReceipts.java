package org.harborlight.connector.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Judges the receipt that a partner signed itself: a DSSE envelope that names delivery, partner and digest, under a
 * signing key of that partner which the directory has now. Supplied evidence is never passed over: a receipt that does not
 * hold is worse than none. Stateless, any thread.
 */
public final class PartnerReceipts {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(4).build())
                    .build()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PartnerReceipts() {}

    /** What a partner's own receipt is worth. */
    public sealed interface Judgement {
        /** The delivery may count as receipted; with the partner's envelope where it signed one. */
        record Holds(Optional<SignedEnvelope> signed) implements Judgement {}

        /** It may not; the reason is a code. */
        record DoesNot(String reason) implements Judgement {}
    }

    /**
     * Judges.
     *
     * @param echo JSON object that names a delivery, with {@code receipt} where the partner signs
     * @param item the delivery that it is about
     * @param partner as today's directory has it
     */
    public static Judgement judge(JsonNode echo, PushRequest.Item item, Participant partner, Instant now) {
        if (!echo.has("receipt")) {
            return partner.getReceiptsSigned()
                    ? new Judgement.DoesNot("receipt-unsigned")
                    : new Judgement.Holds(Optional.empty());
        }
        try {
            SignedEnvelope envelope = DsseJson.read(echo.path("receipt"));
            Optional<String> fault = signature(envelope, partner, now).or(() -> content(envelope, item, partner, now));
            return fault.<Judgement>map(Judgement.DoesNot::new)
                    .orElseGet(() -> new Judgement.Holds(Optional.of(envelope)));
        } catch (DecodeException e) {
            return new Judgement.DoesNot("receipt-malformed");
        }
    }

    private static Optional<String> signature(SignedEnvelope envelope, Participant partner, Instant now) {
        if (!MediaTypes.PARTNER_RECEIPT.equals(envelope.getPayloadType())) {
            return Optional.of("receipt-wrong-type");
        }
        EnvelopeVerifier verifier = new EnvelopeVerifier(keyId -> partner.getSigningKeys().stream()
                .filter(key -> key.getKeyId().equals(keyId) && VerificationKey.signsWith(key.getAlgorithm()))
                .findFirst()
                .map(VerificationKey::of));
        return switch (verifier.verify(envelope, now)) {
            case SignatureCheck.Valid _ -> Optional.empty();
            case SignatureCheck.UnknownKey _ -> Optional.of("receipt-unknown-key");
            case SignatureCheck.KeyNotValid _ -> Optional.of("receipt-key-not-valid");
            case SignatureCheck.BadSignature _ -> Optional.of("receipt-bad-signature");
            case SignatureCheck.DuplicateKey _, SignatureCheck.NoSignature _, SignatureCheck.TooManySignatures _ ->
                Optional.of("receipt-malformed");
        };
    }

    private static Optional<String> content(
            SignedEnvelope envelope, PushRequest.Item item, Participant partner, Instant now) {
        JsonNode receipt = tree(Bytes.copy(envelope.getPayload()));
        if (!item.deliveryId().equals(receipt.path("deliveryId").textValue())) {
            return Optional.of("receipt-other-delivery");
        }
        if (!partner.getParticipantId().equals(receipt.path("partnerId").textValue())) {
            return Optional.of("receipt-other-partner");
        }
        if (!item.digest().equals(receipt.path("digest").textValue())) {
            return Optional.of("receipt-other-digest");
        }
        return at(receipt).isAfter(now.plus(TOLERANCE)) ? Optional.of("receipt-from-the-future") : Optional.empty();
    }

    private static Instant at(JsonNode receipt) {
        try {
            return OffsetDateTime.parse(receipt.path("at").asText("")).toInstant();
        } catch (DateTimeException e) {
            throw new DecodeException(DecodeException.MALFORMED, e);
        }
    }

    private static JsonNode tree(byte[] payload) {
        try {
            JsonNode tree = JSON.readTree(payload);
            if (tree.isObject()) {
                return tree;
            }
            throw new DecodeException(DecodeException.MALFORMED);
        } catch (IOException e) {
            throw new DecodeException(DecodeException.MALFORMED, e);
        }
    }
}
