package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.partner.SectionOpener;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.Test;

/** Who can write to every topic, and has no key, has nothing disclosed to anybody else, and raises an alarm. */
class MisrouteIT extends Scenario {
    private static final List<SectionKind> SECTIONS = List.of(SectionKind.LOCATORS);

    MisrouteIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldDiscloseNothingWhenADeliveryIsCopiedSwappedOrSignedByAStranger() {
        TestPartner addressee = partner();
        TestPartner wrong = partner();
        Connector connector = connector();
        Delivery.Builder builder = withSection(addressee);
        Delivery genuine = builder.build();

        exchange.deliver(genuine, wrong.id, Lane.STANDARD, exchange.deliveryKey);
        exchange.deliverChanged(
                genuine, Delivery.newBuilder(genuine).setPartnerId(wrong.id).build());
        exchange.deliverBefore(
                Instant.now().minusSeconds(60),
                Delivery.newBuilder(genuine).setPartnerId(wrong.id).build(),
                SigningKey.generate("stranger", exchange.random));
        exchange.deliver(Delivery.newBuilder(genuine));

        awaitState(genuine.getDeliveryId(), DeliveryStatus.RECEIPTED);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters(wrong))
                        .containsExactlyInAnyOrder("not-addressed", "bad-signature", "unknown-key"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics(connector))
                        .containsPattern(rejected(wrong, "not-addressed"))
                        .containsPattern(rejected(wrong, "bad-signature"))
                        .containsPattern(rejected(wrong, "unknown-key")));
        assertThat(wrong.server.received()).isEmpty();
        assertThat(addressee.server.received(genuine.getDeliveryId())).hasSize(1);
    }

    @Test
    void shouldGoOnWithTheGenuineEntryWhenAnAdministratorForgesOne() throws Exception {
        TestPartner partner = partner();
        TestPartner thief = partner();
        Connector connector = connector();
        double before = rejectedEntries(connector);
        Endpoint endpoint = thief.entry().getEndpoint();
        Participant redirected = Participant.newBuilder(partner.entry().build())
                .setEndpoint(endpoint)
                .setSealingKeys(List.of(thief.sealingKey.publicEntry(Instant.EPOCH)))
                .build();

        exchange.forge(redirected, SigningKey.generate(exchange.operator.keyId(), exchange.random));
        await().atMost(PATIENCE).until(() -> rejectedEntries(connector) > before);
        Delivery.Builder delivery = withSection(partner);
        exchange.deliver(delivery);

        Push push = awaitPushes(partner, delivery.getDeliveryId(), 1).getFirst();
        assertThat(new SectionOpener(partner.sealingKey).open(push)).containsOnlyKeys(SectionKind.LOCATORS);
        awaitState(delivery.getDeliveryId(), DeliveryStatus.RECEIPTED);
        assertThat(thief.server.received()).isEmpty();
    }

    /** Nobody signs a state: who can write one withholds a delivery, and the lane says so. */
    @Test
    void shouldAlarmWhenADeliveryHasEndedBeforeItWasRead() throws Exception {
        TestPartner partner = partner();
        Delivery.Builder withheld = Deliveries.to(partner.id, Lane.STANDARD);
        exchange.deliver(withheld);
        exchange.send(
                Topics.DELIVERY_STATE,
                withheld.getDeliveryId(),
                exchange.formats
                        .of(Topics.DELIVERY_STATE, DeliveryState.class)
                        .encode(DeliveryState.newBuilder()
                                .setDeliveryId(withheld.getDeliveryId())
                                .setPartnerId(partner.id)
                                .setLane(Lane.STANDARD)
                                .setCaseId(withheld.getCaseId())
                                .setVersion(withheld.getVersion())
                                .setKind(withheld.getKind())
                                .setSubmitterId(withheld.getTrigger().getSubmitterId())
                                .setNoticeId(withheld.getTrigger().getNoticeId())
                                .setRecipientKind(withheld.getRecipientKind())
                                .setAcceptedAt(withheld.getTrigger().getAcceptedAt())
                                .setState(DeliveryStatus.RECEIPTED)
                                .setUpdatedAt(TestExchange.now())
                                .build()));
        Connector connector = connector();
        String other = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

        awaitPushes(partner, other, 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics(connector))
                        .containsPattern("harborlight_connector_duplicates_total\\{[^}]*partner=\"" + partner.id
                                + "\"[^}]*} 1"));
        assertThat(partner.server.received(withheld.getDeliveryId())).isEmpty();
    }

    private Delivery.Builder withSection(TestPartner partner) {
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(delivery, SECTIONS, SECTIONS);
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        return delivery;
    }

    private static String rejected(TestPartner partner, String reason) {
        return "harborlight_connector_rejected_total\\{[^}]*partner=\"" + partner.id + "\"[^}]*reason=\"" + reason
                + "\"[^}]*} 1";
    }

    private static double rejectedEntries(Connector connector) throws IOException, InterruptedException {
        return metrics(connector)
                .lines()
                .filter(line -> line.startsWith("harborlight_directory_rejected_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String metrics(Connector connector) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + connector.managementPort() + "/metrics");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
