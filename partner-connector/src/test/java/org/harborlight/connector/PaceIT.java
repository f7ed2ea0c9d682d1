package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

/** How much a partner is sent at a time, and that nobody else has to wait for it. */
class PaceIT extends Scenario {
    PaceIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldSendNoMoreInASecondThanAgreedAndAllOfItInTheEnd() {
        TestPartner partner = partner(p -> p.agree(agreement -> agreement.setMostPerSecond(4)));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.URGENT)));
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
        }
        connector();

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));

        List<Instant> arrivals =
                partner.server.received().stream().map(Push::at).sorted().toList();
        assertThat(arrivals).hasSize(8);
        for (int i = 4; i < arrivals.size(); i++) {
            assertThat(Duration.between(arrivals.get(i - 4), arrivals.get(i)))
                    .as("a second, less what a request may take on its way")
                    .isGreaterThan(Duration.ofMillis(500));
        }
        assertThat(ids).allSatisfy(id -> assertThat(state(id).getEscalations()).isEmpty());
    }

    @Test
    void shouldAskNoMoreAtOnceThanAgreedOverBothLanes() {
        TestPartner partner = partner(p -> p.agree(agreement -> agreement.setMostAtOnce(3)));
        partner.server.behave(new Behaviour.Hang());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.URGENT)));
        }
        connector("one", Map.of("push.timeout.ms", "60000"));

        await().atMost(PATIENCE).until(() -> partner.server.received().size() == 3);
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> partner.server.received().size() == 3);
        partner.server.behave(Behaviour.echo());
        partner.server.dropHanging();

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
    }

    @Test
    void shouldSendOnTheStandardLaneWhileOneUrgentRequestHangs() {
        TestPartner partner = partner(p -> p.agree(agreement -> agreement.setMostAtOnce(3)));
        partner.server.behave(new Behaviour.Hang());
        connector("one", Map.of("push.timeout.ms", "60000"));
        String urgent = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));
        awaitPushes(partner, urgent, 1);
        partner.server.behave(Behaviour.echo());

        awaitState(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)), DeliveryStatus.RECEIPTED);

        assertThat(history(urgent)).as("still without an answer").allMatch(state -> state.getAttempts() == 0);
        partner.server.dropHanging();
    }

    @Test
    void shouldLeaveOtherPartnersAloneWhenOneDoesNotAnswer() {
        TestPartner dead = partner();
        TestPartner partner = partner();
        dead.server.behave(new Behaviour.Hang());
        List<String> hanging = deliver(dead);
        connector("one", Map.of("push.timeout.ms", "60000"));
        await().atMost(PATIENCE)
                .until(() -> dead.server.received().stream()
                                .map(push -> push.delivery().getLane())
                                .distinct()
                                .count()
                        == 2);

        deliver(partner).forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));

        assertThat(hanging)
                .as("still without an answer")
                .allSatisfy(id -> assertThat(history(id)).allMatch(state -> state.getAttempts() == 0));
        dead.server.behave(Behaviour.echo());
        dead.server.dropHanging();
    }

    private List<String> deliver(TestPartner partner) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, i % 2 == 0 ? Lane.URGENT : Lane.STANDARD)));
        }
        return ids;
    }
}
