package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.codec.SchemaNotRegisteredException;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane that cannot be made. */
class LaneApplicationTest {
    private static final Lane LANE = Lane.URGENT;

    @TempDir
    Path state;

    @Test
    void shouldLeaveTheStoresSealedWhenTheRegistryDoesNotHaveItsSchemas() {
        LaneSettings settings =
                LaneSettings.defaults(LANE, state, Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"));
        StateFolder folder = new StateFolder(state, settings.applicationId(), InstantSource.system());
        folder.open();
        folder.seal();

        assertThatThrownBy(() -> new LaneApplication(LANE, settings, withoutSchemas()))
                .isInstanceOf(SchemaNotRegisteredException.class);

        assertThat(state.resolve(settings.applicationId() + ".sealed")).exists();
    }

    private static LaneDependencies withoutSchemas() {
        TestExchange exchange = TestExchange.standard();
        return LaneDriver.dependencies(
                exchange, new WireFormats(new SchemaRegistry("mock://none-of-a-lane", Map.of())));
    }
}
