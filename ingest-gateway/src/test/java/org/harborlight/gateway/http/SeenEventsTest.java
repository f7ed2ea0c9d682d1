package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.harborlight.schemas.notice.TimelineMarks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeenEventsTest {
    private static final String ACCEPTED = TimelineMarks.mark("{\"event\":\"accepted\"}", 1);
    private static final String ROUTED = TimelineMarks.mark("{\"event\":\"routed\"}", 1);

    @Test
    void shouldHaveWhatItsIdNames() {
        SeenEvents seen = SeenEvents.named(null).with(ACCEPTED).with(ROUTED);

        SeenEvents again = SeenEvents.named(seen.id());

        assertThat(again).isEqualTo(seen);
        assertThat(again.has(ACCEPTED)).isTrue();
        assertThat(SeenEvents.named(null).has(ACCEPTED)).isFalse();
    }

    @Test
    void shouldLetGoOfWhatTheTimelineDoesNotHoldAnyMore() {
        SeenEvents seen = SeenEvents.named(ACCEPTED + ROUTED).only(Set.of(ROUTED));

        assertThat(seen.id()).isEqualTo(ROUTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "notours!", "abcdefghi", "\u00e4bcdefgh", "abcdefgh\n"})
    void shouldHaveNothingWhenTheIdIsNotOurs(String id) {
        assertThat(SeenEvents.named(id).marks()).isEmpty();
        assertThat(SeenEvents.named(ACCEPTED.repeat(513)).marks()).isEmpty();
    }
}
