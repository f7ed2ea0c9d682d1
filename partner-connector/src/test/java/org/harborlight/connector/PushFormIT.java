package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.partner.SectionOpener;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.Test;

/** Pushes as a partner's directory entry asks for them: as Avro, or several in one request. */
class PushFormIT extends Scenario {
    PushFormIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldPushAvroThatVerifiesAndOpensWhenThePartnerAsksForIt() {
        TestPartner partner = partner(p ->
                p.endpoint(endpoint -> endpoint.setBodyFormat(BodyFormat.AVRO).setMaxBatch(10)));
        connector();
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed =
                Deliveries.seal(delivery, List.of(SectionKind.LOCATORS), List.of(SectionKind.LOCATORS));
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        String id = exchange.deliver(delivery);

        Push push = awaitPushes(partner, id, 1).getFirst();
        assertThat(push.headers().get("content-type")).isEqualTo(MediaTypes.PUSHED_DELIVERY);
        assertThat(push.webhookSignedBy(exchange.connectorKey.publicEntry(Instant.EPOCH)))
                .isTrue();
        assertThat(push.delivery().getDeliveryId()).isEqualTo(id);
        assertThat(new SectionOpener(partner.sealingKey).open(push)).containsOnlyKeys(SectionKind.LOCATORS);
        awaitState(id, DeliveryStatus.RECEIPTED);
    }

    @Test
    void shouldSendSeveralStandardDeliveriesInOneSignedRequest() {
        TestPartner partner = away(3);
        List<String> ids = deliver(partner, Lane.STANDARD, 3);
        arrive(partner);

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        assertThat(requests(partner)).hasSizeLessThan(3);
        Push batched = partner.server.received().stream()
                .filter(push -> push.webhookId().startsWith("batch-"))
                .findFirst()
                .orElseThrow();
        assertThat(batched.webhookSignedBy(exchange.connectorKey.publicEntry(Instant.EPOCH)))
                .isTrue();
        assertThat(batched.headers().get("ce-type")).isEqualTo("org.harborlight.delivery.batch");
        ids.forEach(id -> assertThat(partner.server.received(id)).hasSize(1));
    }

    @Test
    void shouldSettleOnlyWhatIsEchoedAndSendTheRestByItself() {
        TestPartner partner = away(10);
        List<String> ids = deliver(partner, Lane.STANDARD, 4);
        String leftOut = ids.get(2);
        partner.server.behave(
                push -> push.deliveryId().equals(leftOut) && push.webhookId().startsWith("batch-")
                        ? new Behaviour.LeftOut()
                        : Behaviour.echo());
        arrive(partner);

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        assertThat(history(leftOut)).extracting(DeliveryState::getReason).contains("no-echo");
        assertThat(state(leftOut).getAttempts()).isEqualTo(2);
        assertThat(partner.server.received(leftOut).getLast().webhookId()).isEqualTo(leftOut);
        assertThat(ids)
                .filteredOn(id -> !id.equals(leftOut))
                .allSatisfy(id -> assertThat(partner.server.received(id)).hasSize(1));
    }

    @Test
    void shouldRefuseOneByOneWhenABatchIsRefused() {
        TestPartner partner = away(10);
        List<String> ids = deliver(partner, Lane.STANDARD, 3);
        String refused = ids.getFirst();
        partner.server.behave(push ->
                push.webhookId().startsWith("batch-") || push.deliveryId().equals(refused)
                        ? Behaviour.refusal(422, "not-ours")
                        : Behaviour.echo());
        arrive(partner);

        assertThat(awaitState(refused, DeliveryStatus.REFUSED).getReason()).isEqualTo("refused:not-ours");
        ids.stream().skip(1).forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
    }

    @Test
    void shouldNeverPutTwoVersionsOfACaseIntoOneRequest() {
        TestPartner partner = away(10);
        String caseId = "case-" + UUID.randomUUID();
        List<String> versions = new ArrayList<>();
        for (int version = 1; version <= 3; version++) {
            versions.add(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, version)));
        }
        List<String> others = deliver(partner, Lane.STANDARD, 4);
        arrive(partner);

        versions.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        others.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        List<Push> ofCase = partner.server.received().stream()
                .filter(push -> push.delivery().getCaseId().equals(caseId))
                .toList();
        assertThat(ofCase).extracting(Push::deliveryId).containsExactlyElementsOf(versions);
        assertThat(ofCase).extracting(Push::webhookId).doesNotHaveDuplicates();
    }

    @Test
    void shouldNeverBatchUrgentDeliveries() {
        TestPartner partner = away(10);
        List<String> ids = deliver(partner, Lane.URGENT, 3);
        arrive(partner);

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        assertThat(requests(partner)).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** A partner that takes so many at a time and is suspended, so that its deliveries gather. */
    private TestPartner away(int maxBatch) {
        TestPartner partner = partner(p -> {
            p.endpoint(endpoint -> endpoint.setMaxBatch(maxBatch));
            p.entry().setStatus(ParticipantStatus.SUSPENDED);
        });
        connector();
        return partner;
    }

    private static void arrive(TestPartner partner) {
        partner.entry().setStatus(ParticipantStatus.ACTIVE);
        partner.publish();
    }

    private List<String> deliver(TestPartner partner, Lane lane, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, lane)));
        }
        return ids;
    }

    /** Ids of the requests so far. */
    private static List<String> requests(TestPartner partner) {
        return partner.server.received().stream()
                .map(Push::webhookId)
                .distinct()
                .toList();
    }
}
