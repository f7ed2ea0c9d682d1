package org.harborlight.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What happens to an exchange under load, one thing after another; follows from its seed.
 *
 * @param load seed of the load
 * @param moody whether the partner answers badly, too
 */
record FaultSchedule(List<Fault> faults, long load, boolean moody) {
    private static final int MOST_FAULTS = 2;
    private static final int LATEST_MILLIS = 1_500;
    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    /** Longer than most starts take: it may be ready by then. */
    private static final int LONGEST_START_MILLIS = 8_000;

    static FaultSchedule of(long seed, List<String> targets) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = Stream.generate(() -> fault(random, targets))
                .limit(random.nextInt(1, MOST_FAULTS + 1))
                .toList();
        return new FaultSchedule(faults, random.nextLong(), random.nextBoolean());
    }

    /**
     * So many of the seeds, in their order and beginning with the first, that each target is killed by one of them, where
     * there are enough.
     */
    static LongStream spread(LongStream seeds, int count, List<String> targets) {
        Set<String> unharmed = new HashSet<>(targets);
        List<Long> taken = new ArrayList<>();
        PrimitiveIterator.OfLong all = seeds.iterator();
        while (taken.size() < count && all.hasNext()) {
            long seed = all.nextLong();
            Set<String> killed = of(seed, targets).killed();
            boolean room = count - taken.size() > unharmed.size();
            if (taken.isEmpty() || room || killed.stream().anyMatch(unharmed::contains)) {
                taken.add(seed);
                unharmed.removeAll(killed);
            }
        }
        return taken.stream().mapToLong(Long::longValue);
    }

    private Set<String> killed() {
        return faults.stream()
                .filter(fault -> fault.kind() != Fault.Kind.PAUSE)
                .map(Fault::target)
                .collect(Collectors.toSet());
    }

    private static Fault fault(SplittableRandom random, List<String> targets) {
        Fault.Kind[] kinds = Fault.Kind.values();
        String target = targets.get(random.nextInt(targets.size()));
        Fault.Kind kind = kinds[random.nextInt(kinds.length)];
        int longest = kind == Fault.Kind.PAUSE ? LONGEST_PAUSE_MILLIS : LONGEST_START_MILLIS;
        return new Fault(
                target,
                kind,
                Duration.ofMillis(random.nextInt(LATEST_MILLIS)),
                Duration.ofMillis(random.nextInt(longest)));
    }
}
