package org.harborlight.standalone.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.partner.WebhookSignature;
import org.harborlight.standalone.wire.HttpMessage;

/** Tells whether a push is genuine: one delivery, or an array of several. Safe for all threads. */
public final class Judge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BATCH = "batch-";

    private final WebhookSignature webhook;
    private final DeliveryVerifier verifier;
    private final InstantSource clock;

    public Judge(WebhookSignature webhook, DeliveryVerifier verifier, InstantSource clock) {
        this.webhook = webhook;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Believes what is signed with keys of an exchange, for one partner. */
    public static Judge of(JwkSet exchangeKeys, String partnerId, InstantSource clock) {
        List<VerificationKey> keys = exchangeKeys.keys().stream()
                .filter(key -> VerificationKey.signsWith(key.getAlgorithm()))
                .map(VerificationKey::of)
                .toList();
        return new Judge(
                new WebhookSignature(keys), new DeliveryVerifier(exchangeKeys.lookup(), Optional.of(partnerId)), clock);
    }

    /** What a request turned out to be. */
    sealed interface Verdict {
        /** All of it is genuine; at least one delivery. */
        record Genuine(List<DeliveryCheck.Genuine> deliveries, boolean batch) implements Verdict {}

        /** None of it is believed; the reason is a code. */
        record Refused(String reason) implements Verdict {}
    }

    Verdict judge(HttpMessage request) {
        Instant now = clock.instant();
        String id = request.header("webhook-id");
        if (!webhook.valid(
                id, request.header("webhook-timestamp"), request.header("webhook-signature"), request.body(), now)) {
            return new Verdict.Refused(WebhookSignature.REFUSAL);
        }
        return id.startsWith(BATCH) ? several(request.body(), now) : one(id, request.body(), now);
    }

    private Verdict one(String id, byte[] body, Instant now) {
        return switch (verifier.verify(body, now)) {
            case DeliveryCheck.Refused(String reason) -> new Verdict.Refused(reason);
            case DeliveryCheck.Genuine genuine
            when !genuine.delivery().getDeliveryId().equals(id) -> new Verdict.Refused("webhook-id-differs");
            case DeliveryCheck.Genuine genuine -> new Verdict.Genuine(List.of(genuine), false);
        };
    }

    private Verdict several(byte[] body, Instant now) {
        List<DeliveryCheck.Genuine> all = new ArrayList<>();
        try {
            JsonNode array = JSON.readTree(body);
            for (JsonNode item : array) {
                switch (verifier.verify(JSON.writeValueAsBytes(item), now)) {
                    case DeliveryCheck.Refused(String reason) -> {
                        return new Verdict.Refused(reason);
                    }
                    case DeliveryCheck.Genuine genuine -> all.add(genuine);
                }
            }
            return array.isArray() && !all.isEmpty()
                    ? new Verdict.Genuine(List.copyOf(all), true)
                    : new Verdict.Refused("malformed-batch");
        } catch (IOException e) {
            return new Verdict.Refused("malformed-batch");
        }
    }
}
