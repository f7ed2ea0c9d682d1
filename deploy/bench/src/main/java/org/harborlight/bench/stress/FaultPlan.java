package org.harborlight.bench.stress;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What happens to the services in a soak, sample by sample; follows from its seed. Used by one thread. */
final class FaultPlan {
    private static final int LONGEST_PAUSE = 8;

    private final SplittableRandom random;
    private final List<String> targets;
    private final double chance;

    /**
     * Nothing has happened yet.
     *
     * @param chance that something happens, each time that it is asked
     */
    FaultPlan(long seed, List<String> targets, double chance) {
        this.random = new SplittableRandom(seed);
        this.targets = targets.stream().sorted().toList();
        this.chance = chance;
    }

    /** One thing that happens to one service. */
    sealed interface Fault {
        String target();

        /** SIGKILL, then started again. */
        record Kill(String target) implements Fault {}

        /** SIGSTOP, and after so many seconds SIGCONT. */
        record Pause(String target, int seconds) implements Fault {}
    }

    /** What happens next; often nothing. */
    Optional<Fault> next() {
        boolean happens = random.nextDouble() < chance;
        String target = targets.get(random.nextInt(targets.size()));
        boolean kill = random.nextBoolean();
        int seconds = random.nextInt(1, LONGEST_PAUSE + 1);
        return happens
                ? Optional.of(kill ? new Fault.Kill(target) : new Fault.Pause(target, seconds))
                : Optional.empty();
    }
}
