package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.ParticipantStatus;
import org.junit.jupiter.api.Test;

/** The alarm for deliveries that nobody works on. */
class OverdueIT extends Scenario {
    OverdueIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldRaiseTheAlarmForADeliveryThatNoLaneWorksOnAndDropItWhenOneDoes() {
        TestPartner partner = partner(p -> p.entry().setStatus(ParticipantStatus.SUSPENDED));
        String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
        Connector connector = connector("one", Map.of("overdue.sweep.ms", "100", "overdue.patience.ms", "300"));

        await().atMost(PATIENCE).until(() -> !overdue(connector, partner).isEmpty());
        assertThat(overdue(connector, partner).getString("reason")).isEqualTo("not-read");
        assertThat(overdue(connector, partner).getJsonArray("deliveries")).containsExactly(id);
        assertThat(get(connector, "/metrics"))
                .contains("harborlight_connector_overdue{lane=\"standard\",partner=\"" + partner.id + "\"")
                .contains("harborlight_connector_overdue_found_total{reason=\"not-read\"}");

        partner.entry().setStatus(ParticipantStatus.ACTIVE);
        partner.publish();
        awaitState(id, DeliveryStatus.RECEIPTED);
        await().atMost(PATIENCE).until(() -> overdue(connector, partner).isEmpty());
        assertThat(get(connector, "/metrics")).doesNotContain("overdue{lane=\"standard\",partner=\"" + partner.id);
    }

    private static JsonObject overdue(Connector connector, TestPartner partner) {
        JsonArray all = new JsonArray(get(connector, "/overdue"));
        return all.stream()
                .map(JsonObject.class::cast)
                .filter(group -> partner.id.equals(group.getString("partner")))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private static String get(Connector connector, String path) {
        try (var body = URI.create("http://127.0.0.1:" + connector.managementPort() + path)
                .toURL()
                .openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
