package org.harborlight.bench.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {
    private static final List<String> SERVICES = List.of("gateway", "processor", "connector");

    @Test
    void shouldFollowFromTheSeedWhateverTheOrderOfTheTargets() {
        FaultPlan other = new FaultPlan(7, SERVICES.reversed(), 0.5);

        assertThat(faults(new FaultPlan(7, SERVICES, 0.5))).isEqualTo(faults(other));
        assertThat(faults(new FaultPlan(8, SERVICES, 0.5))).isNotEqualTo(faults(new FaultPlan(7, SERVICES, 0.5)));
    }

    @Test
    void shouldReachEveryServiceInBothWays() {
        List<FaultPlan.Fault> all = faults(new FaultPlan(7, SERVICES, 1)).stream()
                .flatMap(Optional::stream)
                .toList();

        assertThat(all).hasSize(100);
        assertThat(all).extracting(FaultPlan.Fault::target).isSubsetOf(SERVICES).containsAll(SERVICES);
        assertThat(all).hasAtLeastOneElementOfType(FaultPlan.Fault.Kill.class);
        assertThat(all).hasAtLeastOneElementOfType(FaultPlan.Fault.Pause.class);
    }

    @Test
    void shouldLeaveTheServicesAloneWhenThereIsNoChance() {
        assertThat(faults(new FaultPlan(7, SERVICES, 0))).allMatch(Optional::isEmpty);
    }

    private static List<Optional<FaultPlan.Fault>> faults(FaultPlan plan) {
        return Stream.generate(plan::next).limit(100).toList();
    }
}
