package org.harborlight.processor.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long NOON = 1_800_000_000_000L;
    private static final long PACE = 100;

    private final Properties settings = new Properties();

    CommitPaceTest() {
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, "paced",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"));
        settings.putAll(CommitPace.settings(Duration.ofMillis(PACE)));
    }

    /** A processor of the stream thread that this test is. */
    private final class Paced {
        private final MockProcessorContext<String, String> context = new MockProcessorContext<>(settings);
        private final CommitPace pace = CommitPace.of(context);
        private final Punctuator look =
                context.scheduledPunctuators().getFirst().getPunctuator();

        void take(long time) {
            pace.after(new Record<>("key", "value", time));
        }

        /** Whether it asks for a commit. */
        boolean asks(long now) {
            context.resetCommit();
            look.punctuate(now);
            return context.committed();
        }
    }

    @Test
    void shouldCommitTheFirstRecordAfterAQuietTimeAtOnce() {
        Paced admit = new Paced();
        admit.take(NOON);
        assertThat(admit.asks(NOON + 1)).isTrue();
        admit.take(NOON + PACE + 50);
        assertThat(admit.asks(NOON + PACE + 51)).isTrue();
    }

    @Test
    void shouldCommitNoSoonerThanThePaceAllows() {
        Paced admit = new Paced();
        admit.take(NOON);
        assertThat(admit.asks(NOON)).isTrue();
        admit.take(NOON + 10);
        assertThat(admit.asks(NOON + PACE - 1)).isFalse();
        assertThat(admit.asks(NOON + PACE)).isTrue();
    }

    @Test
    void shouldNotAskWhenNothingCameSince() {
        Paced admit = new Paced();
        assertThat(admit.asks(NOON)).isFalse();
        admit.take(NOON);
        assertThat(admit.asks(NOON)).isTrue();
        assertThat(admit.asks(NOON + PACE)).isFalse();
    }

    @Test
    void shouldLetOneAskForAllProcessorsOfAThread() {
        Paced admit = new Paced();
        Paced link = new Paced();
        admit.take(NOON);
        link.take(NOON);
        assertThat(admit.asks(NOON)).isTrue();
        assertThat(link.asks(NOON + PACE)).isFalse();
        link.take(NOON + PACE + 1);
        assertThat(link.asks(NOON + PACE + 1)).isTrue();
        admit.take(NOON + PACE + 2);
        assertThat(admit.asks(NOON + PACE + 3)).isFalse();
    }

    @Test
    void shouldLeaveItToTheLongestIntervalWhileItIsBehind() {
        Paced admit = new Paced();
        admit.take(NOON - PACE * 8 - 1);
        assertThat(admit.asks(NOON)).isFalse();
        admit.take(NOON - PACE * 8);
        assertThat(admit.asks(NOON)).isTrue();
        assertThat(settings).containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, PACE * 8);
    }

    @Test
    void shouldGoOnWhenTheClockIsSetBack() {
        Paced admit = new Paced();
        admit.take(NOON);
        assertThat(admit.asks(NOON)).isTrue();
        long before = NOON - Duration.ofHours(1).toMillis();
        admit.take(before);
        assertThat(admit.asks(before)).isTrue();
    }

    @Test
    void shouldAskForNothingWhereTheApplicationHasNoPace() {
        Properties none = new Properties();
        none.putAll(settings);
        none.remove("harborlight.commit.pace");
        MockProcessorContext<String, String> context = new MockProcessorContext<>(none);
        CommitPace.of(context).after(new Record<>("key", "value", NOON));
        assertThat(context.scheduledPunctuators()).isEmpty();
        assertThat(context.committed()).isFalse();
    }
}
