package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.partner.SectionOpener;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.sealing.SealingException;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.Test;

/** What is sent, to whom, and what is not, over a real broker and real mutual TLS. */
class ConnectorIT extends Scenario {
    private static final List<SectionKind> ALL =
            List.of(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM, SectionKind.LOCATORS, SectionKind.NARRATIVE);

    ConnectorIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldDeliverSignedAndReceiptOnBothLanes() {
        TestPartner partner = partner();
        connector();
        String urgent = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));
        String standard = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        DeliveryState state = awaitState(urgent, DeliveryStatus.RECEIPTED);
        awaitState(standard, DeliveryStatus.RECEIPTED);

        Push push = awaitPushes(partner, urgent, 1).getFirst();
        assertThat(push.webhookSignedBy(exchange.connectorKey.publicEntry(Instant.EPOCH)))
                .isTrue();
        assertThat(signedBy(exchange.deliveryKey, push.envelope())).isInstanceOf(SignatureCheck.Valid.class);
        assertThat(push.headers().get("ce-type")).isEqualTo("org.harborlight.delivery.case-opened");
        assertThat(push.body().path("delivery").path("caseId").asText())
                .isEqualTo(push.delivery().getCaseId());
        assertThat(state.getAttempts()).isEqualTo(1);
        assertThat(state.getSource().getTopic()).isEqualTo(Topics.deliveries(partner.id, Lane.URGENT));
        assertThat(receipt(urgent).getPartnerId()).isEqualTo(partner.id);
    }

    @Test
    void shouldSendOtherCasesWhileAnAnswerIsAwaitedAndNeverTwoOfOneCase() {
        TestPartner partner = partner();
        partner.server.behave(new Behaviour.Hang());
        String caseId = "case-" + UUID.randomUUID();
        exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 1));
        String later = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 2));
        for (int i = 0; i < 8; i++) {
            exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        }
        connector("one", Map.of("push.timeout.ms", "60000"));

        await().atMost(PATIENCE)
                .until(() -> partner.server.received().stream()
                                .map(push -> push.delivery().getCaseId())
                                .distinct()
                                .count()
                        > 1);

        assertThat(partner.server.received(later)).isEmpty();
        partner.server.behave(Behaviour.echo());
        partner.server.dropHanging();
        awaitState(later, DeliveryStatus.RECEIPTED);
    }

    @Test
    void shouldSendNothingTwiceWhenAnotherInstanceJoinsAndLeaves() throws Exception {
        TestPartner partner = partner();
        connector();
        awaitState(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)), DeliveryStatus.RECEIPTED);
        Map<String, String> two = exchange.settings("two");
        LaneId lane = new LaneId(partner.id, Lane.STANDARD);
        CompletableFuture<Void> joinsAndLeaves = CompletableFuture.runAsync(() -> {
            try (Connector _ = Connector.start(ConnectorConfig.of(two))) {
                await().atMost(PATIENCE).until(() -> exchange.owners(lane) == 2);
            }
            await().atMost(PATIENCE).until(() -> exchange.owners(lane) == 1);
        });
        List<String> ids = new ArrayList<>();
        while (!joinsAndLeaves.isDone()) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
            await().pollDelay(Duration.ofMillis(10)).until(() -> true);
        }
        joinsAndLeaves.get();

        await().atMost(PATIENCE)
                .until(() -> allStates().stream()
                        .filter(state -> state.getState() == DeliveryStatus.RECEIPTED)
                        .map(DeliveryState::getDeliveryId)
                        .collect(Collectors.toSet())
                        .containsAll(ids));
        assertThat(ids).allSatisfy(id -> assertThat(partner.server.received(id)).hasSize(1));
    }

    @Test
    void shouldOpenExactlyTheReleasedSectionsWithThePartnersKeyAndNoOther() {
        TestPartner partner = partner();
        TestPartner other = partner();
        connector();
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed =
                Deliveries.seal(delivery, ALL, List.of(SectionKind.LOCATORS, SectionKind.NARRATIVE));
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        String id = exchange.deliver(delivery);

        Push push = awaitPushes(partner, id, 1).getFirst();
        assertThat(new SectionOpener(partner.sealingKey).open(push))
                .containsOnlyKeys(SectionKind.LOCATORS, SectionKind.NARRATIVE);
        SectionOpener stranger = new SectionOpener(other.sealingKey);
        assertThatThrownBy(() -> stranger.open(push)).isInstanceOf(SealingException.class);
    }

    @Test
    void shouldHoldBackSectionsThatTodaysDirectoryNoLongerReleases() {
        TestPartner partner =
                partner(p -> p.entry().setReleaseProfile(new ReleaseProfile(List.of(SectionKind.LOCATORS), false)));
        connector();
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(delivery, ALL, ALL);
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        String id = exchange.deliver(delivery);

        Push push = awaitPushes(partner, id, 1).getFirst();
        assertThat(new SectionOpener(partner.sealingKey).open(push)).containsOnlyKeys(SectionKind.LOCATORS);
    }

    @Test
    void shouldSayMissingWhenSectionKeysWereErased() {
        TestPartner partner = partner();
        connector();
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(delivery, ALL, List.of(SectionKind.LOCATORS));
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        exchange.eraseKeys(delivery.getTrigger());
        String id = exchange.deliver(delivery);

        Push push = awaitPushes(partner, id, 1).getFirst();
        assertThat(push.body().path("sectionKeys").path(0).path("missing").asText())
                .isEqualTo("erased-or-unknown");
        awaitState(id, DeliveryStatus.RECEIPTED);
    }

    @Test
    void shouldSendNothingWhenTheDeliveryIsForAnotherPartner() {
        TestPartner partner = partner();
        TestPartner other = partner();
        connector();
        Delivery delivery = Deliveries.to(other.id, Lane.STANDARD).build();
        exchange.deliver(delivery, partner.id, Lane.STANDARD, exchange.deliveryKey);
        refused(partner, delivery, "not-addressed");
    }

    @Test
    void shouldSendNothingWhenTheLaneIsAnother() {
        TestPartner partner = partner();
        connector();
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        exchange.deliver(delivery, partner.id, Lane.URGENT, exchange.deliveryKey);
        refused(partner, delivery, "not-addressed");
    }

    @Test
    void shouldSendNothingWhenTheSignatureIsForged() {
        TestPartner partner = partner();
        connector();
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        SigningKey forger = SigningKey.generate(exchange.deliveryKey.keyId(), exchange.random);
        exchange.deliver(delivery, partner.id, Lane.STANDARD, forger);
        refused(partner, delivery, "bad-signature");
    }

    @Test
    void shouldSendNothingWhenTheConnectorsKeySignsMoreThanAPointer() {
        TestPartner partner = partner();
        connector();
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        exchange.deliver(delivery, partner.id, Lane.STANDARD, exchange.connectorKey);
        refused(partner, delivery, "wrong-signer");
    }

    @Test
    void shouldGoOnBehindARecordThatIsNotADelivery() {
        TestPartner partner = partner();
        connector();
        exchange.send(Topics.deliveries(partner.id, Lane.STANDARD), "case", new byte[] {0, 1, 2});
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitState(id, DeliveryStatus.RECEIPTED);
        await().atMost(PATIENCE).until(() -> deadLetters(partner).contains("malformed"));
    }

    @Test
    void shouldStopTheLanesOfASuspendedPartnerAndResumeThem() {
        TestPartner partner = partner();
        Connector connector = connector();
        await().atMost(PATIENCE).until(() -> lanesOf(connector, partner) == 2);
        partner.entry().setStatus(ParticipantStatus.SUSPENDED);
        partner.publish();
        await().atMost(PATIENCE).until(() -> lanesOf(connector, partner) == 0);
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        partner.entry().setStatus(ParticipantStatus.ACTIVE);
        partner.publish();
        awaitState(id, DeliveryStatus.RECEIPTED);
    }

    @Test
    void shouldWaitForATopicThatIsNotMadeYet() {
        TestPartner partner =
                closing(new TestPartner(exchange, "late-" + Instant.now().toEpochMilli()));
        partner.publish();
        Connector connector = connector();
        await().atMost(PATIENCE)
                .until(() -> connector.lanes().stream()
                        .filter(status -> status.lane().partnerId().equals(partner.id))
                        .anyMatch(status -> status.phaseName().equals("waiting-for-topic")));
        exchange.createPartnerTopics(partner.id);
        awaitState(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)), DeliveryStatus.RECEIPTED);
    }

    private void refused(TestPartner partner, Delivery delivery, String reason) {
        await().atMost(PATIENCE).until(() -> deadLetters(partner).contains(reason));
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> partner.server.received().isEmpty());
        assertThat(state(delivery.getDeliveryId()).getState()).isEqualTo(DeliveryStatus.PENDING);
        Optional<DeliveryState> copy = await().atMost(PATIENCE)
                .until(
                        () -> allStates().stream()
                                .filter(state -> state.getPartnerId().equals(partner.id))
                                .filter(state -> state.getState() == DeliveryStatus.DEAD_LETTERED)
                                .findFirst(),
                        Optional::isPresent);
        assertThat(copy).map(DeliveryState::getReason).contains(reason);
    }

    private DeliveryReceipt receipt(String deliveryId) {
        TopicTail<SignedEnvelope> receipts =
                tail(Topics.RECEIPTS, exchange.formats.of(Topics.RECEIPTS, SignedEnvelope.class)::decode);
        SingleObject<DeliveryReceipt> format = SingleObject.of(DeliveryReceipt.class);
        return await().atMost(PATIENCE)
                .until(
                        () -> receipts.all().stream()
                                .filter(envelope ->
                                        signedBy(exchange.connectorKey, envelope) instanceof SignatureCheck.Valid)
                                .map(envelope -> format.decode(envelope.getPayload()))
                                .filter(receipt -> receipt.getDeliveryId().equals(deliveryId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static SignatureCheck signedBy(SigningKey key, SignedEnvelope envelope) {
        VerificationKey known = VerificationKey.of(key.publicEntry(Instant.EPOCH));
        return new EnvelopeVerifier(
                        id -> Optional.of(known).filter(found -> found.keyId().equals(id)))
                .verify(envelope, Instant.now());
    }

    private static long lanesOf(Connector connector, TestPartner partner) {
        return connector.lanes().stream()
                .filter(status -> status.lane().partnerId().equals(partner.id))
                .count();
    }
}
