package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.harborlight.gateway.http.TimelineNews.Event;
import org.junit.jupiter.api.Test;

final class TimelineNewsTest {
    private static final SeenEvents NOTHING = SeenEvents.named(null);

    @Test
    void shouldSendEveryEntryInItsOrderWhenNothingIsSeen() {
        TimelineNews news =
                TimelineNews.of(status("accepted", "routed", "delivered").toBuffer(), NOTHING);

        assertThat(names(news)).containsExactly("accepted", "routed", "delivered");
        assertThat(news.events().getLast().id()).isEqualTo(news.seen().id());
        assertThat(news.last()).isFalse();
    }

    @Test
    void shouldSendTheRestOnlyWhenAnyOfItsIdsIsNamed() {
        JsonObject status = status("accepted", "routed", "delivered", "acknowledged");
        List<Event> all = TimelineNews.of(status.toBuffer(), NOTHING).events();
        for (int i = 0; i < all.size(); i++) {
            TimelineNews rest = TimelineNews.of(
                    status.toBuffer(), SeenEvents.named(all.get(i).id()));

            assertThat(rest.events()).isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void shouldSendAnEntryThatCameInBetween() {
        SeenEvents seen = TimelineNews.of(status("accepted", "acknowledged").toBuffer(), NOTHING)
                .seen();

        TimelineNews news =
                TimelineNews.of(status("accepted", "delivered", "acknowledged").toBuffer(), seen);

        assertThat(names(news)).containsExactly("delivered");
    }

    @Test
    void shouldSendAnEntryAgainWhenItHasChanged() {
        SeenEvents seen = TimelineNews.of(status("accepted", "processed").toBuffer(), NOTHING)
                .seen();

        TimelineNews news = TimelineNews.of(status("accepted", "routed").toBuffer(), seen);

        assertThat(names(news)).containsExactly("routed");
        assertThat(news.seen().marks()).hasSize(2);
    }

    @Test
    void shouldSendEachOfSeveralEqualEntriesOnce() {
        SeenEvents seen = TimelineNews.of(status("accepted", "expired").toBuffer(), NOTHING)
                .seen();
        JsonObject more = status("expired", "accepted", "expired", "expired");

        TimelineNews news = TimelineNews.of(more.toBuffer(), seen);

        assertThat(names(news)).containsExactly("expired", "expired");
        assertThat(TimelineNews.of(more.toBuffer(), news.seen()).events()).isEmpty();
        assertThat(names(TimelineNews.of(more.toBuffer(), NOTHING)))
                .containsExactly("expired", "accepted", "expired", "expired");
    }

    @Test
    void shouldForgetNothingWhenTheAnswerIsStale() {
        SeenEvents seen = TimelineNews.of(status("accepted", "routed").toBuffer(), NOTHING)
                .seen();

        TimelineNews stale =
                TimelineNews.of(status("accepted").put("stale", true).toBuffer(), seen);
        TimelineNews fresh = TimelineNews.of(status("accepted", "routed").toBuffer(), stale.seen());

        assertThat(stale.events()).isEmpty();
        assertThat(fresh.events()).isEmpty();
    }

    @Test
    void shouldSayThatItIsTheLastWhenTheLedgerDoes() {
        TimelineNews news = TimelineNews.of(
                status("accepted", "closed")
                        .put("final", true)
                        .put("state", "closed")
                        .toBuffer(),
                NOTHING);

        assertThat(news.last()).isTrue();
        assertThat(news.state()).isEqualTo("closed");
    }

    private static List<String> names(TimelineNews news) {
        return news.events().stream()
                .map(event -> event.entry().getString("event"))
                .toList();
    }

    private static JsonObject status(String... events) {
        JsonArray timeline = new JsonArray();
        for (String event : events) {
            timeline.add(new JsonObject().put("at", "2026-11-26T10:00:00Z").put("event", event));
        }
        return new JsonObject().put("state", "with-desks").put("timeline", timeline);
    }
}
