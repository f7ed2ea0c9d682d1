package org.harborlight.processor.pace;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Asks for a commit soon after a record while the application keeps up, and leaves it to the longest interval while it is
 * behind: then a commit, which costs the same for one record as for a thousand, would take the time in which it could
 * catch up. One for each task; used by its stream thread.
 */
public final class CommitPace {
    private static final String MILLIS = "harborlight.commit.pace.ms";
    private static final int BEHIND = 8;

    private final ProcessorContext<?, ?> context;
    private final long millis;
    private long newest = Long.MIN_VALUE;

    private CommitPace(ProcessorContext<?, ?> context, long millis) {
        this.context = context;
        this.millis = millis;
    }

    /** Settings of an application that commits at this pace while it keeps up. */
    public static Map<String, Object> settings(Duration pace) {
        return Map.of(
                MILLIS,
                pace.toMillis(),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                pace.toMillis() * BEHIND,
                // A poll that waits longer than the pace would hold back the commit of what came before it.
                StreamsConfig.POLL_MS_CONFIG,
                pace.toMillis());
    }

    /** For the task that is being initialised; commits nothing early where the application has no pace. */
    public static CommitPace of(ProcessorContext<?, ?> context) {
        Object pace = context.appConfigs().get(MILLIS);
        if (pace == null) {
            return new CommitPace(context, 0);
        }
        long millis = Long.parseLong(pace.toString());
        CommitPace made = new CommitPace(context, millis);
        context.schedule(Duration.ofMillis(millis), PunctuationType.WALL_CLOCK_TIME, made::look);
        return made;
    }

    /** A record was processed, whose time is when its notice was accepted. */
    public void after(Record<?, ?> record) {
        newest = record.timestamp();
    }

    private void look(long now) {
        if (newest >= now - millis * BEHIND) {
            context.commit();
            newest = Long.MIN_VALUE;
        }
    }
}
