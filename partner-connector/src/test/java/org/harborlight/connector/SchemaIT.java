package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import org.harborlight.connector.partner.Push;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.sealing.SectionSealer;
import org.junit.jupiter.api.Test;

/** The published JSON Schema against what is really pushed. */
class SchemaIT extends Scenario {
    SchemaIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldDescribeEveryFieldOfARealPushAndBeServed() {
        TestPartner partner = partner();
        Connector connector = connector();
        JsonObject body = pushed(partner);

        assertThat(check(DeliverySchema.closed(), body).getValid()).isTrue();
        await().atMost(PATIENCE)
                .until(() -> partner.get(connector.port(), "/v1/schemas/delivery.json")
                                .status()
                        == 200);
        JsonObject served =
                partner.get(connector.port(), "/v1/schemas/delivery.json").body();
        assertThat(check(served, body).getValid()).isTrue();
    }

    @Test
    void shouldRefuseABodyThatIsNotADelivery() {
        TestPartner partner = partner();
        connector();
        JsonObject body = pushed(partner);

        for (String gone : List.of("deliveryId", "lane", "notices")) {
            JsonObject broken = body.copy();
            broken.getJsonObject("delivery").remove(gone);
            assertThat(check(DeliverySchema.published(), broken).getValid())
                    .as(gone)
                    .isFalse();
        }
        JsonObject unknownLane = body.copy();
        unknownLane.getJsonObject("delivery").put("lane", "SLOW");
        assertThat(check(DeliverySchema.published(), unknownLane).getValid()).isFalse();
        JsonObject keysAndNone = body.copy();
        keysAndNone.getJsonArray("sectionKeys").getJsonObject(0).put("missing", "cannot-open");
        assertThat(check(DeliverySchema.published(), keysAndNone).getValid()).isFalse();
        JsonObject unnamed = body.copy();
        unnamed.getJsonObject("delivery").put("unnamed", 1);
        assertThat(check(DeliverySchema.closed(), unnamed).getValid()).isFalse();
    }

    private JsonObject pushed(TestPartner partner) {
        Delivery.Builder delivery = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed =
                Deliveries.seal(delivery, List.of(SectionKind.LOCATORS), List.of(SectionKind.LOCATORS));
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        Push push = awaitPushes(partner, exchange.deliver(delivery), 1).getFirst();
        return new JsonObject(push.raw());
    }

    private static OutputUnit check(ObjectNode schema, JsonObject body) {
        return check(new JsonObject(schema.toString()), body);
    }

    private static OutputUnit check(JsonObject schema, JsonObject body) {
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setBaseUri("urn:harborlight:schema")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(schema), options).validate(body);
    }
}
