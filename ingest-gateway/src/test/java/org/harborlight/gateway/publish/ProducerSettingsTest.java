package org.harborlight.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

final class ProducerSettingsTest {
    @Test
    void shouldKeepDurabilityWhenTheConfigurationAsksForLess() {
        Map<String, Object> settings = ProducerSettings.settings(
                Map.of("acks", "0", "enable.idempotence", "false", "bootstrap.servers", "b:1"),
                Lane.STANDARD,
                Duration.ofSeconds(8));

        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 8_000)
                .containsEntry("bootstrap.servers", "b:1");
    }
}
