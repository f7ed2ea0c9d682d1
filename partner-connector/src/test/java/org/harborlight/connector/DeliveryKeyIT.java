package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries whose DELIVERY key is rotated or revoked while they wait for their partner. */
class DeliveryKeyIT extends Scenario {
    private final SigningKey former;

    DeliveryKeyIT(TestExchange exchange) {
        super(exchange);
        this.former = SigningKey.generate("delivery-" + UUID.randomUUID(), exchange.random);
    }

    @BeforeEach
    void enterKey() {
        exchange.publish(exchange.exchangeKeys(entry().build()));
    }

    @AfterEach
    void forgetKey() {
        exchange.publish(exchange.exchangeKeys());
    }

    @Test
    void shouldDeliverWhatWaitsWhenItsKeyIsRevokedAfterItWasSigned() {
        TestPartner partner = partner();
        connector();
        Delivery delivery = waiting(partner);

        exchange.publish(
                exchange.exchangeKeys(entry().setRevokedAt(TestExchange.now()).build()));
        awaitBehindTheDirectory();
        partner.server.behave(Behaviour.echo());

        awaitState(delivery.getDeliveryId(), DeliveryStatus.RECEIPTED);
        assertThat(deadLetters(partner)).isEmpty();
    }

    @Test
    void shouldDeliverWhatWaitsWhenItsKeyIsRotatedOut() {
        TestPartner partner = partner();
        connector();
        Delivery delivery = waiting(partner);

        exchange.publish(
                exchange.exchangeKeys(entry().setValidTo(TestExchange.now()).build()));
        awaitBehindTheDirectory();
        partner.server.behave(Behaviour.echo());

        awaitState(delivery.getDeliveryId(), DeliveryStatus.RECEIPTED);
        assertThat(deadLetters(partner)).isEmpty();
    }

    @Test
    void shouldRaiseAnAlarmWhenTheKeyWasRevokedFromBeforeTheSignature() {
        TestPartner partner = partner();
        Connector connector = connector();
        Delivery delivery = waiting(partner);

        exchange.publish(exchange.exchangeKeys(
                entry().setRevokedAt(TestExchange.now().minusSeconds(3600)).build()));

        DeliveryState end = awaitState(delivery.getDeliveryId(), DeliveryStatus.DEAD_LETTERED);
        assertThat(end.getReason()).isEqualTo("key-not-valid");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters(partner)).containsExactly("key-not-valid"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics(connector))
                        .containsPattern("harborlight_connector_rejected_total\\{[^}]*partner=\"" + partner.id
                                + "\"[^}]*reason=\"key-not-valid\"[^}]*} 1"));
    }

    @Test
    void shouldSendNothingWhenItWasSignedAfterTheRevocation() {
        TestPartner partner = partner();
        connector();
        exchange.publish(exchange.exchangeKeys(
                entry().setRevokedAt(TestExchange.now().minusSeconds(1)).build()));
        awaitBehindTheDirectory();

        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        exchange.deliver(delivery, partner.id, Lane.STANDARD, former);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters(partner)).containsExactly("key-not-valid"));
        assertThat(partner.server.received(delivery.getDeliveryId())).isEmpty();
    }

    private PublicKeyEntry.Builder entry() {
        return PublicKeyEntry.newBuilder(former.publicEntry(Instant.EPOCH));
    }

    /** A delivery signed with the former key, tried in vain. */
    private Delivery waiting(TestPartner partner) {
        partner.server.behave(Behaviour.status(503));
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        exchange.deliver(delivery, partner.id, Lane.STANDARD, former);
        await().atMost(PATIENCE)
                .until(() -> history(delivery.getDeliveryId()).stream().anyMatch(state -> state.getAttempts() >= 1));
        return delivery;
    }

    /** A partner that joins behind an entry is served only once the connector has read that entry. */
    private void awaitBehindTheDirectory() {
        awaitState(exchange.deliver(Deliveries.to(partner().id, Lane.STANDARD)), DeliveryStatus.RECEIPTED);
    }

    private static String metrics(Connector connector) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + connector.managementPort() + "/metrics");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
