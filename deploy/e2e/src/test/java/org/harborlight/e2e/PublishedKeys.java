package org.harborlight.e2e;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.partner.DeliveryEcho;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.partner.WebhookSignature;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.submitter.ReceiptCheck;
import org.harborlight.standalone.submitter.SubmitterClient;

/**
 * The exchange's public keys as a desk keeps them: those that it was given first, and every one that the exchange has
 * published since. Safe for all threads.
 */
final class PublishedKeys {
    private volatile JwkSet known;

    PublishedKeys(ExchangePki pki) {
        known = new JwkSet(pki.exchangeKeys(Instant.EPOCH).getKeys().stream()
                .map(ExchangeKey::getKey)
                .toList());
    }

    /** Adds what the gateway publishes now. */
    synchronized void read(SubmitterClient gateway) throws IOException {
        Map<String, PublicKeyEntry> all = new LinkedHashMap<>();
        known.keys().forEach(key -> all.put(key.getKeyId(), key));
        JwkSet.parse(gateway.keys().body()).keys().forEach(key -> all.put(key.getKeyId(), key));
        known = new JwkSet(List.copyOf(all.values()));
    }

    /** Whether a key of this id was published. */
    boolean has(String keyId) {
        return known.keys().stream().anyMatch(key -> key.getKeyId().equals(keyId));
    }

    /** Whether one of them signed this receipt. */
    boolean genuine(byte[] receipt) {
        return ReceiptCheck.of(receipt, known, Instant.now()).genuine();
    }

    DeliveryVerifier verifying(String partnerId, SingleObject<Delivery> deliveries) {
        return new DeliveryVerifier(keyId -> known.lookup().find(keyId), Optional.of(partnerId), deliveries);
    }

    /** A system that believes these keys, as they are when something comes. */
    PushReceiver receiving(
            String partnerId,
            SingleObject<Delivery> deliveries,
            ReceivingSystem.Desk desk,
            DeliveryEcho echo,
            InstantSource clock) {
        DeliveryVerifier verifier = verifying(partnerId, deliveries);
        return push -> new ReceivingSystem(webhook(), verifier, desk, echo, clock).receive(push);
    }

    private WebhookSignature webhook() {
        return new WebhookSignature(known.keys().stream()
                .filter(key -> VerificationKey.signsWith(key.getAlgorithm()))
                .map(VerificationKey::of)
                .toList());
    }
}
