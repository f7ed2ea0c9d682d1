package org.harborlight.e2e;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What happens to an exchange under load, one thing after another; follows from its seed.
 *
 * @param load seed of the load
 */
record FaultSchedule(List<Fault> faults, long load) {
    private static final int MOST_FAULTS = 2;
    private static final int LATEST_MILLIS = 1_500;
    private static final int LONGEST_MILLIS = 3_000;

    static FaultSchedule of(long seed, List<String> targets) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = Stream.generate(() -> fault(random, targets))
                .limit(random.nextInt(1, MOST_FAULTS + 1))
                .toList();
        return new FaultSchedule(faults, random.nextLong());
    }

    private static Fault fault(SplittableRandom random, List<String> targets) {
        Fault.Kind[] kinds = Fault.Kind.values();
        return new Fault(
                targets.get(random.nextInt(targets.size())),
                kinds[random.nextInt(kinds.length)],
                Duration.ofMillis(random.nextInt(LATEST_MILLIS)),
                Duration.ofMillis(random.nextInt(LONGEST_MILLIS)));
    }
}
