package org.harborlight.standalone.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which mode holds when: phases one after another, the last of them without an end. Thread-safe. */
public final class Course {
    private final List<Phase> first;
    private final Mode last;
    private final InstantSource clock;
    private final Instant began;
    private volatile boolean overridden;
    private volatile Mode override = Mode.OK;

    /** A mode for so long. */
    public record Phase(Mode mode, Duration lasts) {}

    /** Begins now. */
    public Course(List<Phase> first, Mode last, InstantSource clock) {
        this.first = List.copyOf(first);
        this.last = last;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** One mode until told otherwise. */
    public static Course always(Mode mode) {
        return new Course(List.of(), mode, InstantSource.system());
    }

    public Mode now() {
        if (overridden) {
            return override;
        }
        Duration gone = Duration.between(began, clock.instant());
        for (Phase phase : first) {
            gone = gone.minus(phase.lasts());
            if (gone.isNegative()) {
                return phase.mode();
            }
        }
        return last;
    }

    /** From now on, whatever was planned. */
    public void switchTo(Mode mode) {
        override = mode;
        overridden = true;
    }

    /** Whether a mode is part of the plan. */
    public boolean has(Mode mode) {
        return modes().contains(mode);
    }

    public List<Mode> modes() {
        List<Mode> modes = new ArrayList<>(first.stream().map(Phase::mode).toList());
        modes.add(last);
        return modes;
    }

    @Override
    public String toString() {
        return first.stream()
                .map(phase -> phase.mode().text() + " for " + phase.lasts().toMillis() + " ms, then ")
                .collect(Collectors.joining("", "", last.text()));
    }
}
