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
 * catch up. One for each processor; used by its stream thread. A thread commits all its tasks at once, so all of them
 * share one pace: what one asks for serves all, and the next one asks no sooner than the pace allows.
 */
public final class CommitPace {
    private static final String PACE = "harborlight.commit.pace";
    private static final int BEHIND = 8;
    private static final int LOOKS = 2;
    private static final long NONE = -1;

    private final ProcessorContext<?, ?> context;
    private final Beat beat;
    private long newest;
    private long turnOfNewest = NONE;

    private CommitPace(ProcessorContext<?, ?> context, Beat beat) {
        this.context = context;
        this.beat = beat;
    }

    /** Of an application, for each of its stream threads. */
    private record Beat(long millis, ThreadLocal<Turn> turns) {
        Turn turn() {
            return turns.get();
        }
    }

    /** What a stream thread has asked for last. */
    private static final class Turn {
        private long number;
        private long askedAt;

        boolean over(long now, long millis) {
            // A clock that was set back ends it too.
            return number == 0 || now - askedAt >= millis || now < askedAt;
        }

        void next(long now) {
            number++;
            askedAt = now;
        }
    }

    /** Settings of an application that commits at this pace while it keeps up. */
    public static Map<String, Object> settings(Duration pace) {
        return Map.of(
                PACE,
                new Beat(pace.toMillis(), ThreadLocal.withInitial(Turn::new)),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                pace.toMillis() * BEHIND,
                // A longer poll would hold back the commit of what came before it.
                StreamsConfig.POLL_MS_CONFIG,
                looks(pace.toMillis()));
    }

    private static long looks(long millis) {
        return Math.max(1, millis / LOOKS);
    }

    /** For the task that is being initialised; commits nothing early where the application has no pace. */
    public static CommitPace of(ProcessorContext<?, ?> context) {
        if (!(context.appConfigs().get(PACE) instanceof Beat beat)) {
            return new CommitPace(context, new Beat(0, ThreadLocal.withInitial(Turn::new)));
        }
        CommitPace made = new CommitPace(context, beat);
        context.schedule(Duration.ofMillis(looks(beat.millis())), PunctuationType.WALL_CLOCK_TIME, made::look);
        return made;
    }

    /** A record was processed, whose time is when its notice was accepted. */
    public void after(Record<?, ?> record) {
        newest = record.timestamp();
        turnOfNewest = beat.turn().number;
    }

    private void look(long now) {
        Turn turn = beat.turn();
        // What came in an earlier turn is committed already, with what some processor of this thread has asked for.
        boolean open = turnOfNewest == turn.number;
        if (open && newest >= now - beat.millis() * BEHIND && turn.over(now, beat.millis())) {
            context.commit();
            turn.next(now);
        }
    }
}
