package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.RecordedEscalation;
import org.harborlight.schemas.SecondContact;
import org.junit.jupiter.api.Test;

/** What a partner's directory entry says about its deliveries, and who is told of what it does not take. */
class AgreementIT extends Scenario {
    AgreementIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldTryAgainAsAgreedFromTheNextFailureOnWhenTheDirectoryChanges() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.retryAfter(503, "3600"));
        connector();
        String before = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        Instant usual = awaitFailure(before).getNextAttemptAt();

        partner.agree(agreement -> agreement.setLongestRetryAfter(1).setRetrySteps(List.of(1)));
        partner.publish();
        await().atMost(PATIENCE).untilAsserted(() -> {
            DeliveryState now = awaitFailure(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
            assertThat(Duration.between(now.getUpdatedAt(), now.getNextAttemptAt()))
                    .isBetween(Duration.ofMillis(999), Duration.ofMillis(1001));
        });
        String agreed = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitFailure(agreed);
        partner.server.behave(Behaviour.echo());

        assertThat(usual).isAfter(Instant.now().plusSeconds(3000));
        awaitState(agreed, DeliveryStatus.RECEIPTED);
        assertThat(state(before).getState()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void shouldBringAnUrgentDeliveryToTheSecondContactWhenTheUsualOneFails() {
        TestPartner second = partner();
        TestPartner partner = partner(p -> p.secondContact(second));
        partner.server.behave(Behaviour.status(503));
        connector("one", Map.of("breaker.minimum.calls", "2", "breaker.open.ms", "60000"));

        for (int i = 0; i < 4; i++) {
            String id = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));
            DeliveryState state = awaitState(id, DeliveryStatus.RECEIPTED);
            assertThat(state.getEscalations())
                    .extracting(
                            RecordedEscalation::getTo, RecordedEscalation::getPartnerId, RecordedEscalation::getResult)
                    .containsExactly(tuple(EscalationTarget.SECOND_CONTACT, partner.id, "receipted"));
            assertThat(second.server.received(id)).hasSize(1);
        }
        assertThat(partner.server.received()).as("until its breaker opened").hasSize(2);
    }

    @Test
    void shouldTellSecondContactFallbackPartnerAndOperatorWhenAnUrgentDeliveryIsNotTaken() {
        TestPartner second = partner();
        TestPartner fallback = partner();
        TestPartner partner = partner(p -> {
            p.secondContact(second);
            p.agree(agreement -> agreement.setFallbackPartners(List.of("nobody", fallback.id)));
        });
        partner.server.behave(Behaviour.status(503));
        second.server.behave(Behaviour.status(500));
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));

        await().atMost(PATIENCE)
                .until(() -> history(id).stream().anyMatch(state -> "escalated".equals(state.getReason())));
        DeliveryState told = history(id).stream()
                .filter(state -> "escalated".equals(state.getReason()))
                .findFirst()
                .orElseThrow();
        assertThat(told.getEscalations())
                .extracting(RecordedEscalation::getTo, RecordedEscalation::getPartnerId, RecordedEscalation::getReason)
                .containsExactly(
                        tuple(EscalationTarget.SECOND_CONTACT, partner.id, "failed"),
                        tuple(EscalationTarget.FALLBACK_PARTNER, fallback.id, "status-503"),
                        tuple(EscalationTarget.OPERATOR, null, "status-503"));
        awaitState(told.getEscalations().get(1).getDeliveryId(), DeliveryStatus.RECEIPTED);
        second.server.behave(Behaviour.echo());
        awaitState(id, DeliveryStatus.RECEIPTED);
    }

    @Test
    void shouldTellEveryoneWhenTheRetriesOfAStandardDeliveryAreOver() {
        TestPartner second = partner();
        TestPartner fallback = partner();
        TestPartner partner = partner(p -> {
            p.secondContact(second);
            p.agree(agreement -> agreement.setFallbackPartners(List.of(fallback.id)));
        });
        partner.server.behave(Behaviour.status(503));
        second.server.behave(Behaviour.status(500));
        connector("one", Map.of("push.retry.span.ms", "600"));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

        DeliveryState state = awaitState(id, DeliveryStatus.EXPIRED);

        assertThat(state.getEscalations())
                .extracting(RecordedEscalation::getTo, RecordedEscalation::getReason)
                .containsExactly(
                        tuple(EscalationTarget.SECOND_CONTACT, "failed"),
                        tuple(EscalationTarget.FALLBACK_PARTNER, "expired"),
                        tuple(EscalationTarget.OPERATOR, "expired"));
        assertThat(second.server.received(id)).hasSize(1);
        String pointer = state.getEscalations().get(1).getDeliveryId();
        DeliveryState pointed = awaitState(pointer, DeliveryStatus.RECEIPTED);
        assertThat(pointed.getKind()).isEqualTo(DeliveryKind.POINTER);
        assertThat(pointed.getLane()).isEqualTo(Lane.STANDARD);
        assertThat(fallback.server.received(pointer).getFirst().delivery().getNotices())
                .isEmpty();
    }

    @Test
    void shouldReceiptWhenTheSecondContactTakesTheLastAttempt() {
        TestPartner second = partner();
        TestPartner partner = partner(p -> p.secondContact(second));
        partner.server.behave(Behaviour.status(503));
        connector("one", Map.of("push.retry.span.ms", "600"));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

        DeliveryState state = awaitState(id, DeliveryStatus.RECEIPTED);

        assertThat(state.getEscalations())
                .extracting(RecordedEscalation::getTo, RecordedEscalation::getResult)
                .containsExactly(tuple(EscalationTarget.SECOND_CONTACT, "receipted"));
    }

    @Test
    void shouldTellOthersWhenAnUrgentDeliveryHasNoReceiptByItsTime() {
        TestPartner fallback = partner();
        TestPartner partner = partner(p -> p.agree(agreement ->
                agreement.setSecondContact(new SecondContact(null)).setFallbackPartners(List.of(fallback.id))));
        partner.pulls();
        partner.publish();
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT)
                .setDueBy(TestExchange.now().plusMillis(700)));

        await().atMost(PATIENCE)
                .until(() ->
                        !history(id).isEmpty() && state(id).getEscalations().size() == 3);

        assertThat(state(id).getEscalations())
                .extracting(RecordedEscalation::getTo, RecordedEscalation::getPartnerId, RecordedEscalation::getReason)
                .containsExactly(
                        tuple(EscalationTarget.SECOND_CONTACT, partner.id, "no-receipt-when-due"),
                        tuple(EscalationTarget.FALLBACK_PARTNER, fallback.id, "no-receipt-when-due"),
                        tuple(EscalationTarget.OPERATOR, null, "no-receipt-when-due"));
        awaitState(state(id).getEscalations().get(1).getDeliveryId(), DeliveryStatus.RECEIPTED);
    }
}
