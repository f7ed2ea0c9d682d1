package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.partner.Received;
import org.harborlight.connector.partner.SectionOpener;
import org.harborlight.schemas.Acknowledgement;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.sealing.SealingException;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.Test;

/** A partner without an endpoint: its deliveries wait in an inbox, over a real broker and real mutual TLS. */
class InboxIT extends Scenario {
    private static final String INBOX = "/v1/inbox";
    private static final ObjectMapper JSON = new ObjectMapper();

    InboxIT(TestExchange exchange) {
        super(exchange);
    }

    /** A page as the partner has it. */
    private record Page(List<Received> deliveries, String cursor) {
        List<String> ids() {
            return deliveries.stream()
                    .map(received -> received.delivery().getDeliveryId())
                    .toList();
        }
    }

    @Test
    void shouldShowUrgentDeliveriesFirstAndSettleThemWhenAcknowledged() {
        TestPartner partner = puller();
        Connector connector = connector();
        String first = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        String second = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        String urgent = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));
        awaitRecorded(first, second, urgent);

        Page page = pull(partner, connector, "?limit=10");

        assertThat(page.ids()).containsExactly(urgent, first, second);
        VerificationKey key = VerificationKey.of(exchange.deliveryKey.publicEntry(Instant.EPOCH));
        EnvelopeVerifier verifier = new EnvelopeVerifier(_ -> Optional.of(key));
        assertThat(page.deliveries())
                .allSatisfy(received -> assertThat(verifier.verify(received.envelope(), Instant.now()))
                        .isInstanceOf(SignatureCheck.Valid.class));
        assertThat(state(urgent).getState()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(acknowledge(partner, connector, page.deliveries()))
                .allSatisfy(result -> assertThat(result.getString("state")).isEqualTo("RECEIPTED"));
        for (String id : page.ids()) {
            awaitState(id, DeliveryStatus.RECEIPTED);
        }
        assertThat(partner.server.received()).isEmpty();
    }

    @Test
    void shouldShowTheSameAgainWhenAskedWithAnOldCursor() {
        TestPartner partner = puller();
        Connector connector = connector();
        Page empty = pull(partner, connector, "");
        String caseId = "case-" + UUID.randomUUID();
        String first = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 1));
        String second = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 2));
        awaitRecorded(first, second);

        Page one = pull(partner, connector, "?limit=1&cursor=" + empty.cursor());
        Page two = pull(partner, connector, "?limit=1&cursor=" + one.cursor());
        Page end = pull(partner, connector, "?cursor=" + two.cursor());
        acknowledge(partner, connector, one.deliveries());

        assertThat(empty.ids()).isEmpty();
        assertThat(one.ids()).containsExactly(first);
        assertThat(two.ids()).containsExactly(second);
        assertThat(end.ids()).isEmpty();
        assertThat(pull(partner, connector, "?cursor=" + empty.cursor()).ids()).containsExactly(first, second);
    }

    @Test
    void shouldServeTheSameCursorWhenAnotherInstanceIsAsked() {
        TestPartner partner = puller();
        Connector one = connector();
        Connector two = connector("two", Map.of());
        String first = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitRecorded(first);
        Page page = pull(partner, one, "");
        String second = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitRecorded(second);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                pull(partner, two, "?cursor=" + page.cursor()).ids())
                        .containsExactly(second));
    }

    @Test
    void shouldRefuseCursorsThatWereNotMadeForThePartner() {
        TestPartner partner = puller();
        TestPartner other = puller();
        Connector connector = connector();
        String foreign = pull(other, connector, "").cursor();
        String own = pull(partner, connector, "").cursor();
        String forged = own.substring(0, 8) + (own.charAt(8) == 'A' ? 'B' : 'A') + own.substring(9);

        for (String cursor : List.of(foreign, forged, "AAAA", own + "AAAA")) {
            TestPartner.Answered answered = partner.get(connector.port(), INBOX + "?cursor=" + cursor);
            assertThat(answered.status()).as(cursor).isEqualTo(400);
            assertThat(answered.body().getString("type")).isEqualTo("urn:harborlight:problem:invalid-cursor");
        }
    }

    @Test
    void shouldNameTheEarliestCursorWhenDeliveriesAreKeptNoLonger() {
        TestPartner partner = puller();
        Connector connector = connector();
        String before = pull(partner, connector, "").cursor();
        String caseId = "case-" + UUID.randomUUID();
        exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 1));
        String kept = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 2));
        awaitRecorded(kept);
        exchange.deleteRecords(Topics.deliveries(partner.id, Lane.STANDARD), 1);

        TestPartner.Answered answered = partner.get(connector.port(), INBOX + "?cursor=" + before);

        assertThat(answered.status()).isEqualTo(410);
        assertThat(answered.body().getString("type")).isEqualTo("urn:harborlight:problem:cursor-expired");
        assertThat(pull(partner, connector, "?cursor=" + answered.body().getString("earliest"))
                        .ids())
                .containsExactly(kept);
    }

    @Test
    void shouldKeepTheCursorOfAPartnerThatMissedNothingWhenOldRecordsGo() {
        TestPartner partner = puller();
        Connector connector = connector();
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        String id = delivery.getDeliveryId();
        exchange.deliver(delivery, partner.id, Lane.STANDARD, exchange.deliveryKey);
        awaitRecorded(id);
        Page page = pull(partner, connector, "");
        exchange.deliver(delivery, partner.id, Lane.STANDARD, exchange.deliveryKey);
        exchange.deleteRecords(Topics.deliveries(partner.id, Lane.STANDARD), -1);

        assertThat(page.ids()).containsExactly(id);
        assertThat(partner.get(connector.port(), INBOX + "?cursor=" + page.cursor())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldOpenTheReleasedSectionsWithThePartnersKeyAndNoOther() {
        TestPartner partner = puller();
        TestPartner other = puller();
        Connector connector = connector();
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(
                delivery, List.of(SectionKind.CHILD_VICTIM, SectionKind.LOCATORS), List.of(SectionKind.LOCATORS));
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        awaitRecorded(exchange.deliver(delivery));

        Received received = pull(partner, connector, "").deliveries().getFirst();

        assertThat(new SectionOpener(partner.sealingKey).open(received)).containsOnlyKeys(SectionKind.LOCATORS);
        SectionOpener stranger = new SectionOpener(other.sealingKey);
        assertThatThrownBy(() -> stranger.open(received)).isInstanceOf(SealingException.class);
    }

    @Test
    void shouldAnswerAWaitingRequestWhenADeliveryArrives() throws Exception {
        TestPartner partner = puller();
        Connector connector = connector("one", Map.of("inbox.requests.each", "1"));
        String cursor = pull(partner, connector, "").cursor();
        Instant asked = Instant.now();
        CompletableFuture<TestPartner.Answered> waiting =
                CompletableFuture.supplyAsync(() -> partner.get(connector.port(), INBOX + "?wait=60&cursor=" + cursor));
        await().atMost(PATIENCE).until(() -> metrics(connector).contains("harborlight_connector_inbox_requests 1.0"));
        assertThat(partner.get(connector.port(), INBOX).status())
                .as("one at a time")
                .isEqualTo(503);
        assertThat(waiting).isNotDone();

        String id = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));

        assertThat(page(waiting.get(30, TimeUnit.SECONDS)).ids()).containsExactly(id);
        assertThat(Instant.now()).isBefore(asked.plusSeconds(59));
        assertThat(partner.get(connector.port(), INBOX).status()).isEqualTo(200);
    }

    @Test
    void shouldKeepEverythingWhenTheConnectorStartsAnew() {
        TestPartner partner = puller();
        Connector connector = connector();
        String before = pull(partner, connector, "").cursor();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitRecorded(id);
        connector.close();
        Connector again = connector();

        Page page = pull(partner, again, "?wait=30&cursor=" + before);

        assertThat(page.ids()).containsExactly(id);
        await().atMost(PATIENCE)
                .until(() -> "RECEIPTED"
                        .equals(acknowledge(partner, again, page.deliveries())
                                .getFirst()
                                .getString("state")));
        assertThat(awaitState(id, DeliveryStatus.RECEIPTED).getAttempts()).isZero();
    }

    @Test
    void shouldEscalateEachUrgentDeliveryThatIsNotAcknowledgedWhenDue() {
        TestPartner partner = puller();
        TestPartner desk = partner(p -> p.entry().setFallbackDesk(true));
        Connector connector = connector("one", Map.of("inbox.due.ms", "1500"));
        String caseId = "case-" + UUID.randomUUID();
        String named = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT, caseId, 1)
                .setDueBy(TestExchange.now().plusMillis(1000)));
        String usual = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT, caseId, 2));
        awaitRecorded(named, usual);
        Page page = pull(partner, connector, "");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pointersOf(caseId, desk)).hasSize(2));
        assertThat(history(named)).extracting(DeliveryState::getReason).contains("escalated");
        assertThat(state(usual).getState()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(acknowledge(partner, connector, page.deliveries()))
                .allSatisfy(result -> assertThat(result.getString("state")).isEqualTo("RECEIPTED"));
        desk.entry().setFallbackDesk(false);
    }

    @Test
    void shouldExpireWhatIsNeverAcknowledged() {
        TestPartner partner = puller();
        Connector connector = connector("one", Map.of("push.retry.span.ms", "1500"));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

        assertThat(awaitState(id, DeliveryStatus.EXPIRED).getReason()).isEqualTo("not-acknowledged");
        Page page = pull(partner, connector, "");
        assertThat(acknowledge(partner, connector, page.deliveries()).getFirst().getString("problem"))
                .isEqualTo("urn:harborlight:problem:already-settled");
    }

    @Test
    void shouldPushWhatWaitsWhenThePartnerGetsAnEndpoint() {
        TestPartner partner = partner();
        var endpoint = partner.entry().getEndpoint();
        partner.pulls();
        partner.publish();
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitRecorded(id);

        partner.entry().setEndpoint(endpoint);
        partner.publish();

        awaitPushes(partner, id, 1);
        assertThat(awaitState(id, DeliveryStatus.RECEIPTED).getAttempts()).isEqualTo(1);
    }

    @Test
    void shouldPassOverWhatIsNotGenuine() {
        TestPartner partner = puller();
        Connector connector = connector();
        SigningKey forger = SigningKey.generate(exchange.deliveryKey.keyId(), exchange.random);
        String caseId = "case-" + UUID.randomUUID();
        Delivery forged = Deliveries.to(partner.id, Lane.STANDARD, caseId, 1).build();
        exchange.deliver(forged, partner.id, Lane.STANDARD, forger);
        String genuine = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD, caseId, 2));
        awaitRecorded(genuine);

        assertThat(pull(partner, connector, "").ids()).containsExactly(genuine);
        assertThat(deadLetters(partner)).containsExactly("bad-signature");
    }

    @Test
    void shouldJudgeEachAcknowledgementByItself() {
        TestPartner partner = puller();
        TestPartner other = puller();
        Connector connector = connector();
        String own = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        String foreign = exchange.deliver(Deliveries.to(other.id, Lane.STANDARD));
        awaitRecorded(own, foreign);
        Received received = pull(partner, connector, "").deliveries().getFirst();
        JsonArray acks = new JsonArray()
                .add(ack(own, "00".repeat(32)))
                .add(ack(foreign, received.digest()))
                .add(ack("unknown", received.digest()))
                .add(ack(own, received.digest()));

        JsonArray results = partner.post(connector.port(), INBOX + "/ack", new JsonObject().put("acks", acks))
                .body()
                .getJsonArray("results");

        String problem = "urn:harborlight:problem:";
        assertThat(results.getJsonObject(0).getString("problem")).isEqualTo(problem + "invalid-field");
        assertThat(results.getJsonObject(1).getString("problem")).isEqualTo(problem + "not-found");
        assertThat(results.getJsonObject(2).getString("problem")).isEqualTo(problem + "not-found");
        assertThat(results.getJsonObject(3).getString("state")).isEqualTo("RECEIPTED");
        assertThat(state(foreign).getState()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void shouldSettleWhatIsAcknowledgedToAnInstanceThatDoesNotWorkOnIt() {
        TestPartner partner = puller();
        Connector one = connector();
        Connector two = connector("two", Map.of());
        for (int i = 0; i < 12; i++) {
            awaitRecorded(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
        }
        List<Received> deliveries = pull(partner, one, "").deliveries();
        assertThat(deliveries).hasSize(12);

        for (int i = 0; i < deliveries.size(); i++) {
            Connector told = i % 2 == 0 ? one : two;
            List<Received> single = List.of(deliveries.get(i));
            // Repeated only while partitions are on their way from one instance to the other.
            await().atMost(PATIENCE)
                    .until(() -> "RECEIPTED"
                            .equals(acknowledge(partner, told, single)
                                    .getFirst()
                                    .getString("state")));
        }
        for (Received received : deliveries) {
            awaitState(received.delivery().getDeliveryId(), DeliveryStatus.RECEIPTED);
        }
    }

    @Test
    void shouldNotBelieveAnAcknowledgementThatNoConnectorSigned() throws Exception {
        TestPartner partner = puller();
        Connector connector = connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitRecorded(id);
        Acknowledgement forged = Acknowledgement.newBuilder()
                .setDeliveryId(id)
                .setPartnerId(partner.id)
                .setLane(Lane.STANDARD)
                .setDeliverySha256(state(id).getDeliverySha256())
                .setAt(TestExchange.now())
                .build();
        SigningKey forger = SigningKey.generate(exchange.connectorKey.keyId(), exchange.random);
        SignedEnvelope envelope = new EnvelopeSigner(forger)
                .sign(
                        MediaTypes.ACKNOWLEDGEMENT,
                        SingleObject.of(Acknowledgement.class).encode(forged));

        await().atMost(PATIENCE).until(() -> {
            exchange.send(
                    Topics.ACKNOWLEDGEMENTS,
                    id,
                    exchange.formats
                            .of(Topics.ACKNOWLEDGEMENTS, SignedEnvelope.class)
                            .encode(envelope));
            return metrics(connector).contains("harborlight_connector_acknowledgements_rejected_total");
        });

        assertThat(state(id).getState()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void shouldRefuseWhatIsNotAQuestionOrAnAcknowledgement() {
        TestPartner partner = puller();
        Connector connector = connector();
        awaitServed(partner, connector);

        for (String query : List.of("?limit=0", "?limit=101", "?limit=x", "?wait=61", "?wait=-1")) {
            assertThat(partner.get(connector.port(), INBOX + query).status())
                    .as(query)
                    .isEqualTo(422);
        }
        for (String body : List.of("{}", "{\"acks\": []}", "{\"acks\": [{\"deliveryId\": \"a\"}]}")) {
            assertThat(partner.post(connector.port(), INBOX + "/ack", "application/json", body)
                            .status())
                    .as(body)
                    .isEqualTo(422);
        }
    }

    private TestPartner puller() {
        return partner(TestPartner::pulls);
    }

    private void awaitServed(TestPartner partner, Connector connector) {
        await().atMost(PATIENCE)
                .until(() -> partner.get(connector.port(), INBOX).status() == 200);
    }

    /** Until the lane has taken them in. */
    private void awaitRecorded(String... ids) {
        for (String id : ids) {
            await().atMost(PATIENCE).until(() -> history(id).stream().anyMatch(state -> state.getSource() != null));
        }
    }

    private Page pull(TestPartner partner, Connector connector, String query) {
        awaitServed(partner, connector);
        TestPartner.Answered answered = partner.get(connector.port(), INBOX + query);
        assertThat(answered.status()).as(query).isEqualTo(200);
        return page(answered);
    }

    private static String metrics(Connector connector) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.managementPort() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static Page page(TestPartner.Answered answered) {
        return new Page(
                answered.body().getJsonArray("deliveries").stream()
                        .map(item -> received((JsonObject) item))
                        .toList(),
                answered.body().getString("cursor"));
    }

    private static Received received(JsonObject item) {
        try {
            return Received.json(JSON.readTree(item.encode()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonObject> acknowledge(TestPartner partner, Connector connector, List<Received> deliveries) {
        JsonArray acks = new JsonArray();
        deliveries.forEach(received -> acks.add(ack(received.delivery().getDeliveryId(), received.digest())));
        TestPartner.Answered answered =
                partner.post(connector.port(), INBOX + "/ack", new JsonObject().put("acks", acks));
        assertThat(answered.status()).isEqualTo(200);
        return answered.body().getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject ack(String deliveryId, String digest) {
        return new JsonObject().put("deliveryId", deliveryId).put("digest", digest);
    }

    /** Each once: what is sent again counts for nothing, nor does what the desk got of other cases. */
    private static Set<String> pointersOf(String caseId, TestPartner desk) {
        return desk.server.received().stream()
                .map(Push::delivery)
                .filter(delivery -> delivery.getCaseId().equals(caseId))
                .filter(delivery -> delivery.getKind() == DeliveryKind.POINTER)
                .map(Delivery::getDeliveryId)
                .collect(Collectors.toSet());
    }
}
