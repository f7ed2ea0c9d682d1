package org.harborlight.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsGaugesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldRemoveTheGaugesOfAnApplicationAndNoOthersWhenItEnds(@TempDir Path folder) {
        try (KafkaStreams ending = application("ending", folder);
                KafkaStreams other = application("other", folder);
                StreamsGauges _ = StreamsGauges.of(ending, registry);
                StreamsGauges _ = StreamsGauges.of(other, registry)) {
            assertThat(metersOf("ending")).isPositive();

            ending.close(PATIENCE);

            await().atMost(PATIENCE).until(() -> metersOf("ending") == 0);
            assertThat(metersOf("other")).isPositive();
        }
    }

    private long metersOf(String application) {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getTags().stream()
                        .anyMatch(tag -> tag.getValue().startsWith(application + "-")))
                .count();
    }

    private static KafkaStreams application(String id, Path folder) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream("any");
        return new KafkaStreams(topology.build(), settings);
    }
}
