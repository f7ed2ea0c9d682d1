package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.OtherVersions;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;

/** A processor that is a version ahead or behind signs deliveries in its own form. */
class OtherVersionIT extends Scenario {
    private static final Schema NOW = Delivery.getClassSchema();

    OtherVersionIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldPassOnWhatAProcessorAVersionAheadSignedAsItStands() throws Exception {
        Schema newer = OtherVersions.withField(NOW, "hint");
        register(newer);

        assertDelivered(
                newer,
                record -> OtherVersions.singleObject(
                        OtherVersions.of(record, newer, generic -> generic.put("hint", "unheard of"))));
    }

    @Test
    void shouldPassOnWhatAProcessorAVersionBehindSigned() throws Exception {
        Schema older = OtherVersions.withoutField(NOW, "dueBy");
        register(older);

        assertDelivered(older, record -> OtherVersions.singleObject(OtherVersions.of(record, older, _ -> {})));
    }

    @Test
    void shouldSendNothingInAFormThatIsNotRegistered() {
        TestPartner partner = partner();
        connector();
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        Schema unheardOf = OtherVersions.withField(NOW, "unregistered");
        exchange.deliver(delivery, OtherVersions.singleObject(OtherVersions.of(delivery, unheardOf, _ -> {})));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters(partner)).containsExactly("unknown-schema"));
        assertThat(partner.server.received()).isEmpty();
    }

    /** So that a partner whose program is older reads what it was sent. */
    @Test
    void shouldGivePartnersTheSchemaOfEachVersionByItsFingerprint() {
        TestPartner partner = partner();
        Connector connector = connector();
        Schema newer = OtherVersions.withField(NOW, "asked");
        register(newer);

        for (Schema schema : List.of(NOW, newer)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    partner.get(connector.port(), path(schema)).status())
                            .isEqualTo(200));
            JsonObject served = partner.get(connector.port(), path(schema)).body();
            assertThat(new Schema.Parser().parse(served.encode())).isEqualTo(schema);
        }
        for (String none :
                List.of(path(OtherVersions.withField(NOW, "nowhere")), "/v1/schemas/0123", "/v1/schemas/x")) {
            assertThat(partner.get(connector.port(), none).status()).as(none).isEqualTo(404);
        }
    }

    private static String path(Schema schema) {
        return "/v1/schemas/" + HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
    }

    private void assertDelivered(Schema version, Function<Delivery, byte[]> written) throws Exception {
        TestPartner partner = partner();
        Delivery delivery = Deliveries.to(partner.id, Lane.STANDARD).build();
        byte[] payload = written.apply(delivery);
        String echo = new JsonObject()
                .put("deliveryId", delivery.getDeliveryId())
                .put("digest", Sha256.hex(payload))
                .encode();
        partner.server.behave(new Behaviour.Answer(200, Map.of(), echo));
        connector();
        exchange.deliver(delivery, payload);

        awaitState(delivery.getDeliveryId(), DeliveryStatus.RECEIPTED);
        byte[] passedOn = partner.server
                .received(delivery.getDeliveryId())
                .getFirst()
                .body()
                .at("/envelope/payload")
                .binaryValue();
        assertThat(passedOn).isEqualTo(payload);
        assertThat(OtherVersions.read(passedOn, version).get("caseId")).isEqualTo(delivery.getCaseId());
    }

    private static void register(Schema schema) {
        try (SchemaRegistry registry = new SchemaRegistry(TestExchange.REGISTRY, Map.of())) {
            registry.register(Topics.payloadSubject(NOW.getFullName()), schema);
        }
    }
}
