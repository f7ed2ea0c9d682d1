package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.service.ConfigFile;
import org.harborlight.service.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayKeysTest {
    @Test
    void shouldLimitNoticesAsTheContractSaysUnlessConfigured() {
        assertThat(limits(Map.of()).notice()).isEqualTo(NoticeLimits.defaults());
    }

    @Test
    void shouldLimitNoticesAsConfigured() {
        GatewayConfig.Limits limits = limits(Map.of(
                "limits.envelope.bytes", "2048",
                "limits.content", "1",
                "limits.actors", "2",
                "limits.observations", "3",
                "limits.section.bytes", "1024",
                "limits.age.days", "5"));

        assertThat(limits.envelopeBytes()).isEqualTo(2048);
        assertThat(limits.notice())
                .isEqualTo(new NoticeLimits(1, 2, 3, 1024, Duration.ofMinutes(5), Duration.ofDays(5)));
    }

    @ParameterizedTest
    @CsvSource({"limits.content,0", "limits.actors,1001", "limits.section.bytes,1023", "limits.age.days,0"})
    void shouldRefuseALimitOutOfItsBounds(String key, String value) {
        assertThatThrownBy(() -> limits(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key);
    }

    private static GatewayConfig.Limits limits(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>();
        GatewayKeys.definition().configKeys().forEach((name, key) -> {
            if (!key.hasDefault()) {
                settings.put(name, "needed");
            }
        });
        settings.putAll(own);
        return GatewayKeys.limits(ConfigFile.parse(settings, GatewayKeys.definition()));
    }
}
