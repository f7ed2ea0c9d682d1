package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/**
 * What a partner says of a delivery that it has: its id and digest, and a receipt signed with a key of its own where it
 * has one. Safe for all threads.
 */
public final class DeliveryEcho {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<EnvelopeSigner> signer;
    private final InstantSource clock;

    public DeliveryEcho(Optional<SigningKey> key, InstantSource clock) {
        this.signer = key.map(EnvelopeSigner::new);
        this.clock = clock;
    }

    public ObjectNode of(DeliveryCheck.Genuine genuine) {
        ObjectNode echo = JSON.createObjectNode()
                .put("deliveryId", genuine.delivery().getDeliveryId())
                .put("digest", genuine.digest());
        signer.ifPresent(by -> {
            ObjectNode receipt = echo.deepCopy()
                    .put("partnerId", genuine.delivery().getPartnerId())
                    .put("at", clock.instant().toString());
            echo.set(
                    "receipt",
                    DsseJson.tree(by.sign(
                            MediaTypes.PARTNER_RECEIPT, receipt.toString().getBytes(StandardCharsets.UTF_8))));
        });
        return echo;
    }
}
