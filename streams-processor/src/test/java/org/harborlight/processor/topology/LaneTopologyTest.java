package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.codec.WireFormats;
import org.junit.jupiter.api.Test;

/** The shape of the topology is a contract with the state on disk: a change of names is a migration. */
class LaneTopologyTest {
    @Test
    void shouldStayAsDescribedWhenNobodyPlansAMigration() throws IOException {
        String description = LaneDriver.topology(
                        Lane.URGENT,
                        TestExchange.standard(),
                        new WireFormats(LaneDriver.registry()),
                        LaneBounds.defaults())
                .describe()
                .toString();

        assertThat(description).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(LaneTopologyTest.class.getResourceAsStream("/topology.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
