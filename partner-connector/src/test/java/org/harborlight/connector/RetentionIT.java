package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.harborlight.connector.partner.Behaviour;
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
        exchange.configure(topic, "retention.ms", "3601000");
        try {
            assertThatThrownBy(() -> start("3600000"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("push.redrive.span.ms (1000)", "retention.ms (3601000)", topic);
        } finally {
            exchange.configure(topic, "retention.ms", "-1");
        }
    }

    @Test
    void shouldStartWhenTheTopicKeepsRecordsLongerOrForEver() {
        TestPartner partner = partner();
        String topic = Topics.deliveries(partner.id, Lane.STANDARD);
        exchange.configure(topic, "retention.ms", "3601001");
        Map<String, String> spans = Map.of("push.retry.span.ms", "3600000", "push.redrive.span.ms", "1000");
        try {
            connector("one", spans);
            exchange.configure(topic, "retention.ms", "-1");
            connector("two", spans);

            awaitState(exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD)), DeliveryStatus.RECEIPTED);
        } finally {
            exchange.configure(topic, "retention.ms", "-1");
        }
    }

    @Test
    void shouldRefuseToStartWhenMoreIsAgreedWithAPartnerThanItsTopicKeeps() {
        TestPartner partner = partner(p -> p.agree(agreement -> agreement.setRetrySpan(7_200)));
        String topic = Topics.deliveries(partner.id, Lane.URGENT);
        exchange.configure(topic, "retention.ms", "7201000");
        try {
            assertThatThrownBy(() -> start("3600000"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "retrySpan agreed with " + partner.id + " (7200000 ms)", "retention.ms (7201000)", topic);
        } finally {
            exchange.configure(topic, "retention.ms", "-1");
        }
    }

    @Test
    void shouldRaiseTheAlarmAndTryForLessWhenMoreIsAgreedLater() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.status(503));
        String topic = Topics.deliveries(partner.id, Lane.STANDARD);
        exchange.configure(topic, "retention.ms", "5401000");
        try {
            Connector connector =
                    connector("one", Map.of("push.retry.span.ms", "3600000", "push.redrive.span.ms", "1000"));
            partner.agree(agreement -> agreement.setRetrySpan(7_200));
            partner.publish();
            await().atMost(PATIENCE)
                    .until(() -> metrics(connector)
                            .contains("retry_span_shortened_seconds{lane=\"standard\",partner=\"" + partner.id
                                    + "\"} 5399.0"));

            String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));
            await().atMost(PATIENCE).until(() -> state(id).getExpiresAt() != null);
            assertThat(state(id).getExpiresAt())
                    .isBefore(TestExchange.now().plusSeconds(5400))
                    .isAfter(TestExchange.now().plusSeconds(5000));
        } finally {
            exchange.configure(topic, "retention.ms", "-1");
        }
    }

    private static String metrics(Connector connector) {
        try (var body = URI.create("http://127.0.0.1:" + connector.managementPort() + "/metrics")
                .toURL()
                .openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String span) {
        Map<String, String> settings = new TreeMap<>(exchange.settings("one"));
        settings.put("push.retry.span.ms", span);
        settings.put("push.redrive.span.ms", "1000");
        closing(Connector.start(ConnectorConfig.of(settings)));
    }
}
