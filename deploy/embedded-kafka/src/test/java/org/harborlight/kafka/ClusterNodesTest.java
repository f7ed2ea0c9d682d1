package org.harborlight.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node's process is told is what was meant. */
class ClusterNodesTest {
    private static final ClusterNodes NODES =
            ClusterNodes.on(List.of("198.51.100.1", "198.51.100.2", "198.51.100.3"), 9092, 9093);

    @Test
    void shouldReadWhatItWrote() {
        assertThat(ClusterNodes.parse(NODES.toString())).isEqualTo(NODES);
    }

    @Test
    void shouldNameEachNodeWhereItListens() {
        assertThat(NODES.node(2)).isEqualTo(new ClusterNodes.Node(2, "198.51.100.2", 9092, 9093));
        assertThat(NODES.bootstrapServers()).isEqualTo("198.51.100.1:9092,198.51.100.2:9092,198.51.100.3:9092");
        assertThatThrownBy(() -> NODES.node(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDoWithoutOneReplicaWhereThereAreThree() {
        assertThat(NODES.replication()).isEqualTo((short) 3);
        assertThat(NODES.minInSync()).isEqualTo(2);
    }
}
