package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.partner.SectionOpener;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.sealing.SealingException;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.Test;

/** A delivery that waits goes out under the sealing key that its partner has by then, never under one it no longer has. */
class SealingKeyIT extends Scenario {
    private static final List<SectionKind> SECTIONS = List.of(SectionKind.LOCATORS);

    SealingKeyIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldSealARetryToTheNewKeyWhenThePartnerHasRotated() {
        TestPartner partner = partner();
        connector();
        Delivery.Builder waiting = waiting(partner);
        SealingKey next = SealingKey.generate(partner.id + "-seal-2", exchange.random);

        enter(partner, former(partner).setValidTo(TestExchange.now()).build(), next.publicEntry(Instant.EPOCH));

        Push last = awaitSealedTo(partner, waiting.getDeliveryId(), next.keyId());
        assertThat(new SectionOpener(next).open(last)).containsOnlyKeys(SectionKind.LOCATORS);
        SectionOpener former = new SectionOpener(partner.sealingKey);
        assertThatThrownBy(() -> former.open(last)).isInstanceOf(SealingException.class);
        partner.server.behave(Behaviour.echo());
        awaitState(waiting.getDeliveryId(), DeliveryStatus.RECEIPTED);
    }

    @Test
    void shouldNeverSealToARevokedKey() {
        TestPartner partner = partner();
        connector();
        Delivery.Builder waiting = waiting(partner);

        enter(partner, former(partner).setRevokedAt(TestExchange.now()).build());

        await().atMost(PATIENCE)
                .until(() -> keys(
                                partner.server.received(waiting.getDeliveryId()).getLast(), "missing")
                        .equals("no-sealing-key"));
        int revoked = partner.server.received(waiting.getDeliveryId()).size();
        partner.server.behave(Behaviour.echo());
        awaitState(waiting.getDeliveryId(), DeliveryStatus.RECEIPTED);
        assertThat(partner.server
                        .received(waiting.getDeliveryId())
                        .subList(
                                revoked - 1,
                                partner.server.received(waiting.getDeliveryId()).size()))
                .allSatisfy(push -> assertThat(keys(push, "recipientKeyId")).isEmpty());
    }

    /** Sent with its section sealed to the partner's first key, and not taken. */
    private Delivery.Builder waiting(TestPartner partner) {
        partner.server.behave(Behaviour.status(503));
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(delivery, SECTIONS, SECTIONS);
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        exchange.deliver(delivery);
        awaitSealedTo(partner, delivery.getDeliveryId(), partner.sealingKey.keyId());
        return delivery;
    }

    private Push awaitSealedTo(TestPartner partner, String deliveryId, String keyId) {
        await().atMost(PATIENCE)
                .until(() -> partner.server.received(deliveryId).stream()
                        .anyMatch(push -> keys(push, "recipientKeyId").equals(keyId)));
        return partner.server.received(deliveryId).stream()
                .filter(push -> keys(push, "recipientKeyId").equals(keyId))
                .findFirst()
                .orElseThrow();
    }

    private static String keys(Push push, String field) {
        return push.body().path("sectionKeys").path(0).path(field).asText();
    }

    private static PublicKeyEntry.Builder former(TestPartner partner) {
        return PublicKeyEntry.newBuilder(partner.sealingKey.publicEntry(Instant.EPOCH));
    }

    private static void enter(TestPartner partner, PublicKeyEntry... keys) {
        partner.entry().setSealingKeys(List.of(keys));
        partner.publish();
    }
}
