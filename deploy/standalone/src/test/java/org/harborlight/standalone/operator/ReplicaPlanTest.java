package org.harborlight.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicaPlanTest {
    @Test
    void shouldLetEachBrokerLeadInItsTurn() {
        ReplicaPlan plan = new ReplicaPlan(List.of(1, 2, 3, 4), 3);

        assertThat(List.of(plan.next(), plan.next(), plan.next(), plan.next(), plan.next()))
                .containsExactly(
                        List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 1), List.of(4, 1, 2), List.of(1, 2, 3));
    }

    @Test
    void shouldRefuseMoreCopiesThanBrokers() {
        assertThatThrownBy(() -> new ReplicaPlan(List.of(1, 2), 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Replication(2, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
