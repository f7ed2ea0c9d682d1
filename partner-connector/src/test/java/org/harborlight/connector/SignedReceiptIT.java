package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A partner signs its receipts itself: what holds is kept, what does not settles nothing. */
class SignedReceiptIT extends Scenario {
    private static final String INBOX = "/v1/inbox";

    SignedReceiptIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldKeepTheReceiptThatThePartnerSigned() {
        TestPartner partner = partner();
        partner.server.behave(push -> signed(partner, push));
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.URGENT));
        awaitState(id, DeliveryStatus.RECEIPTED);

        assertSignedBy(partner, kept(id));
    }

    @Test
    void shouldTakeAnUnsignedReceiptWhereNoneIsDemanded() {
        TestPartner partner = partner();
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitState(id, DeliveryStatus.RECEIPTED);

        assertThat(kept(id).getPartnerReceipt()).isNull();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldNotSettleByAReceiptThatDoesNotHold(String reason, BiFunction<TestPartner, Push, JsonObject> wrong)
            throws Exception {
        TestPartner partner = partner();
        partner.server.behave(push -> new Behaviour.Receipt(wrong.apply(partner, push)));
        Connector connector = connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(history(id))
                        .extracting(DeliveryState::getReason)
                        .contains(reason));

        assertThat(state(id).getState()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(metrics(connector)).contains("result=\"" + reason + "\"");
        partner.server.behave(push -> signed(partner, push));
        awaitState(id, DeliveryStatus.RECEIPTED);
        assertSignedBy(partner, kept(id));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                fault("receipt-other-digest", (partner, push) -> partner.receipt(push.deliveryId(), "00".repeat(32))),
                fault("receipt-other-delivery", (partner, push) -> partner.receipt("another", push.digest())),
                fault(
                        "receipt-other-partner",
                        (partner, push) ->
                                TestPartner.receipt(partner.signingKey, push.deliveryId(), "other", push.digest())),
                fault(
                        "receipt-unknown-key",
                        (partner, push) -> TestPartner.receipt(
                                partner.signingKey.withId("unknown"), push.deliveryId(), partner.id, push.digest())),
                fault(
                        "receipt-bad-signature",
                        (partner, push) -> TestPartner.receipt(
                                SigningKey.generate(partner.signingKey.keyId(), new SecureRandom()),
                                push.deliveryId(),
                                partner.id,
                                push.digest())),
                fault(
                        "receipt-wrong-type",
                        (partner, push) -> partner.receipt(push.deliveryId(), push.digest())
                                .put("payloadType", "text/plain")),
                fault("receipt-malformed", (_, _) -> new JsonObject().put("payload", 1)));
    }

    private static Arguments fault(String reason, BiFunction<TestPartner, Push, JsonObject> wrong) {
        return Arguments.of(reason, wrong);
    }

    @Test
    void shouldNotTakeTheReceiptOfAnotherDeliveryAgain() {
        TestPartner partner = partner();
        partner.server.behave(push -> signed(partner, push));
        connector();
        String first = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        awaitState(first, DeliveryStatus.RECEIPTED);
        Push taken = partner.server.received(first).getFirst();
        JsonObject replayed = partner.receipt(first, taken.digest());
        partner.server.behave(_ -> new Behaviour.Receipt(replayed));

        String second = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(history(second))
                        .extracting(DeliveryState::getReason)
                        .contains("receipt-other-delivery"));
        assertThat(state(second).getState()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void shouldNotTakeAReceiptUnderAKeyThatIsRevoked() {
        TestPartner partner = partner(p -> p.entry()
                .setSigningKeys(List.of(PublicKeyEntry.newBuilder(p.signingKey.publicEntry(Instant.EPOCH))
                        .setRevokedAt(TestExchange.now().minusSeconds(60))
                        .build())));
        partner.server.behave(push -> signed(partner, push));
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(history(id))
                        .extracting(DeliveryState::getReason)
                        .contains("receipt-key-not-valid"));
        assertThat(state(id).getState()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void shouldNotTakeAnUnsignedReceiptWhereASignedOneIsDemanded() {
        TestPartner partner = partner(p -> p.entry().setReceiptsSigned(true));
        connector();
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(history(id))
                        .extracting(DeliveryState::getReason)
                        .contains("receipt-unsigned"));
        assertThat(state(id).getState()).isEqualTo(DeliveryStatus.PENDING);

        partner.server.behave(push -> signed(partner, push));

        awaitState(id, DeliveryStatus.RECEIPTED);
        assertSignedBy(partner, kept(id));
    }

    @Test
    void shouldJudgeEachReceiptOfABatchByItself() {
        TestPartner partner = partner(p -> {
            p.endpoint(endpoint -> endpoint.setMaxBatch(10));
            p.entry().setReceiptsSigned(true).setStatus(ParticipantStatus.SUSPENDED);
        });
        connector();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
        }
        String bad = ids.get(1);
        partner.server.behave(
                push -> push.deliveryId().equals(bad) && push.webhookId().startsWith("batch-")
                        ? new Behaviour.Receipt(partner.receipt(push.deliveryId(), "00".repeat(32)))
                        : signed(partner, push));
        partner.entry().setStatus(ParticipantStatus.ACTIVE);
        partner.publish();

        ids.forEach(id -> awaitState(id, DeliveryStatus.RECEIPTED));
        assertThat(history(bad)).extracting(DeliveryState::getReason).contains("receipt-other-digest");
        ids.forEach(id -> assertSignedBy(partner, kept(id)));
    }

    @Test
    void shouldKeepTheSignedReceiptOfAnAcknowledgementAtWhicheverInstance() {
        TestPartner partner = partner(p -> {
            p.pulls();
            p.entry().setReceiptsSigned(true);
        });
        Connector one = connector();
        Connector two = connector("two", Map.of());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)));
        }
        ids.forEach(this::awaitRead);
        String id = ids.getFirst();
        JsonObject bare = new JsonObject().put("deliveryId", id).put("digest", digest(id));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertRefused(acknowledge(partner, one, bare), "receipt-unsigned"));
        assertRefused(
                acknowledge(partner, one, bare.copy().put("receipt", partner.receipt("another", digest(id)))),
                "receipt-other-delivery");

        for (int i = 0; i < ids.size(); i++) {
            String each = ids.get(i);
            Connector told = i % 2 == 0 ? one : two;
            JsonObject ack = new JsonObject()
                    .put("deliveryId", each)
                    .put("digest", digest(each))
                    .put("receipt", partner.receipt(each, digest(each)));
            await().atMost(PATIENCE)
                    .until(() ->
                            "RECEIPTED".equals(acknowledge(partner, told, ack).getString("state")));
        }
        ids.forEach(each -> assertSignedBy(partner, kept(each)));
    }

    private static Behaviour signed(TestPartner partner, Push push) {
        return new Behaviour.Receipt(partner.receipt(push.deliveryId(), push.digest()));
    }

    private static void assertRefused(JsonObject result, String detail) {
        assertThat(result.getString("problem")).isEqualTo("urn:harborlight:problem:invalid-receipt");
        assertThat(result.getString("detail")).isEqualTo(detail);
    }

    private static void assertSignedBy(TestPartner partner, DeliveryReceipt receipt) {
        VerificationKey key = VerificationKey.of(partner.signingKey.publicEntry(Instant.EPOCH));
        assertThat(receipt.getPartnerReceipt()).isNotNull();
        assertThat(new EnvelopeVerifier(_ -> Optional.of(key)).verify(receipt.getPartnerReceipt(), Instant.now()))
                .isInstanceOf(SignatureCheck.Valid.class);
        JsonObject said = new JsonObject(
                Buffer.buffer(Bytes.copy(receipt.getPartnerReceipt().getPayload())));
        assertThat(said.getString("deliveryId")).isEqualTo(receipt.getDeliveryId());
    }

    private static JsonObject acknowledge(TestPartner partner, Connector connector, JsonObject ack) {
        TestPartner.Answered answered =
                partner.post(connector.port(), INBOX + "/ack", new JsonObject().put("acks", new JsonArray().add(ack)));
        assertThat(answered.status()).isEqualTo(200);
        return answered.body().getJsonArray("results").getJsonObject(0);
    }

    private void awaitRead(String id) {
        await().atMost(PATIENCE).until(() -> history(id).stream().anyMatch(state -> state.getSource() != null));
    }

    private String digest(String id) {
        return HexFormat.of().formatHex(Bytes.copy(state(id).getDeliverySha256()));
    }

    private DeliveryReceipt kept(String deliveryId) {
        TopicTail<SignedEnvelope> receipts =
                tail(Topics.RECEIPTS, exchange.formats.of(Topics.RECEIPTS, SignedEnvelope.class)::decode);
        SingleObject<DeliveryReceipt> format = SingleObject.of(DeliveryReceipt.class);
        return await().atMost(PATIENCE)
                .until(
                        () -> receipts.all().stream()
                                .map(envelope -> format.decode(envelope.getPayload()))
                                .filter(receipt -> receipt.getDeliveryId().equals(deliveryId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String metrics(Connector connector) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.managementPort() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
