package org.harborlight.standalone.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.standalone.simulate.Course;
import org.harborlight.standalone.simulate.Manners;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.simulate.PartnerSimulator;
import org.harborlight.standalone.simulate.Turns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** When a simulated partner misbehaves, and how. */
final class ConductOptions {
    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = ModeText.class,
            defaultValue = "ok",
            description = "How it behaves (default: ${DEFAULT-VALUE}).")
    private Mode mode = Mode.OK;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long, for example 500ms, 30s or 5m; --then says what comes after it.")
    private @Nullable Duration lasts;

    @Option(
            names = "--then",
            paramLabel = "MODE[:TIME]",
            description = "What comes after the mode before; may be repeated, and only the last one has no time.")
    private List<String> then = new ArrayList<>();

    @Option(names = "--every", paramLabel = "N", description = "Only every N-th request meets the mode.")
    private @Nullable Integer every;

    @Option(names = "--share", paramLabel = "X", description = "Only this share of requests does, from 0 to 1.")
    private @Nullable Double share;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of --share; the one used is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--retry-after",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "5s",
            description = "What a 429 asks for (default: ${DEFAULT-VALUE}).")
    private Duration retryAfter = Manners.USUAL.retryAfter();

    @Option(
            names = "--late",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "2s",
            description = "How long after the push a late receipt is sent (default: ${DEFAULT-VALUE}).")
    private Duration late = Manners.USUAL.late();

    @Option(
            names = "--drip",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "500ms",
            description = "Between two bytes of slow-drip (default: ${DEFAULT-VALUE}).")
    private Duration drip = Manners.USUAL.drip();

    PartnerSimulator.Conduct conduct(InstantSource clock) {
        return new PartnerSimulator.Conduct(course(clock), turns(), new Manners(retryAfter, late, drip));
    }

    private Course course(InstantSource clock) {
        if ((lasts == null) != then.isEmpty()) {
            throw new UsageException("--for and --then go together");
        }
        List<Course.Phase> first = new ArrayList<>();
        Mode next = mode;
        Duration time = lasts;
        for (String phase : then) {
            if (time == null) {
                throw new UsageException("only the last --then has no time");
            }
            first.add(new Course.Phase(next, time));
            String[] parts = phase.split(":", 2);
            next = converted(new ModeText(), parts[0]);
            time = parts.length > 1 ? converted(new DurationText(), parts[1]) : null;
        }
        if (!then.isEmpty() && time != null) {
            throw new UsageException("the last --then has no time");
        }
        return new Course(first, next, clock);
    }

    private static <T> T converted(CommandLine.ITypeConverter<T> converter, String text) {
        try {
            return converter.convert(text);
        } catch (Exception e) {
            throw new UsageException("--then: " + e.getMessage());
        }
    }

    private Turns turns() {
        if (every != null && share != null) {
            throw new UsageException("either --every or --share");
        }
        if (seed != null && share == null) {
            throw new UsageException("--seed goes with --share");
        }
        try {
            if (every != null) {
                return new Turns.Every(every);
            }
            return share == null ? new Turns.All() : new Turns.Share(share, seed == null ? System.nanoTime() : seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
