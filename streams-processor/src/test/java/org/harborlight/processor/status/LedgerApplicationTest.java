package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.StateFolder;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.codec.SchemaNotRegisteredException;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.service.Restores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cannot be made. */
class LedgerApplicationTest {
    @TempDir
    Path state;

    private final TestExchange exchange = TestExchange.standard();

    @Test
    void shouldLeaveTheStoresSealedWhenTheRegistryDoesNotHaveItsSchemas() {
        StateFolder folder = new StateFolder(state, LedgerNames.APPLICATION_ID, InstantSource.system());
        folder.open();
        folder.seal();
        WireFormats without = new WireFormats(new SchemaRegistry("mock://none-of-the-ledger", Map.of()));
        TimelineOutlet outlet = TimelineOutlet.of(exchange::directory, new WireFormats(LaneDriver.registry()));

        assertThatThrownBy(() -> new LedgerApplication(
                        settings(),
                        without,
                        new ConnectorSignatures(exchange::directory),
                        outlet,
                        new HostInfo("localhost", 1)))
                .isInstanceOf(SchemaNotRegisteredException.class);

        assertThat(state.resolve(LedgerNames.APPLICATION_ID + ".sealed")).exists();
    }

    private LedgerSettings settings() {
        return new LedgerSettings(
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"),
                state,
                new LedgerSettings.Scale(1, 0),
                Duration.ofMillis(100),
                Duration.ofDays(90),
                1 << 20,
                Restores.NEVER);
    }
}
