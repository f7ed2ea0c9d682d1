package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.service.ConfigurationException;
import org.junit.jupiter.api.Test;

/** Deliveries must not be tried for longer than the broker keeps them. */
class RetentionIT extends Scenario {
    RetentionIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldRefuseToStartWhenAPartnerTopicKeepsRecordsNoLongerThanRetriesGoOn() {
        TestPartner partner = partner();
        String topic = Topics.deliveries(partner.id, Lane.STANDARD);
        exchange.configure(topic, "retention.ms", "3600000");
        try {
            assertThatThrownBy(() -> start("3600000"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("push.retry.span.ms (3600000)", "retention.ms (3600000)", topic);
        } finally {
            exchange.configure(topic, "retention.ms", "-1");
        }
    }

    @Test
    void shouldStartWhenTheTopicKeepsRecordsLongerOrForEver() {
        TestPartner partner = partner();
        String topic = Topics.deliveries(partner.id, Lane.STANDARD);
        exchange.configure(topic, "retention.ms", "3600001");
        try {
            connector("one", Map.of("push.retry.span.ms", "3600000"));
            exchange.configure(topic, "retention.ms", "-1");
            connector("two", Map.of("push.retry.span.ms", "3600000"));

            awaitState(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)), DeliveryStatus.RECEIPTED);
        } finally {
            exchange.configure(topic, "retention.ms", "-1");
        }
    }

    private void start(String span) {
        Map<String, String> settings = new TreeMap<>(exchange.settings("one"));
        settings.put("push.retry.span.ms", span);
        closing(Connector.start(ConnectorConfig.of(settings)));
    }
}
