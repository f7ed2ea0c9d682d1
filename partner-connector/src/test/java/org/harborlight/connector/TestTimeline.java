package org.harborlight.connector;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.notice.TimelineMarks;

/** The timeline of one notice, as the ledger writes what is new in it. For one thread. */
final class TestTimeline {
    final String noticeId = UUID.randomUUID().toString();
    private final TestExchange exchange;
    private final String submitterId;
    private final List<String> entries = new ArrayList<>();

    TestTimeline(TestExchange exchange, String submitterId) {
        this.exchange = exchange;
        this.submitterId = submitterId;
    }

    /** Each is one more entry. */
    TestTimeline grow(String... events) {
        for (String event : events) {
            entries.add(new JsonObject()
                    .put("at", Instant.now().toString())
                    .put("event", event)
                    .encode());
            TimelineEvent news = TimelineEvent.newBuilder()
                    .setSubmitterId(submitterId)
                    .setNoticeId(noticeId)
                    .setEventId(String.join("", TimelineMarks.of(entries)))
                    .setEntry(entries.getLast())
                    .setState("with-desks")
                    .setLast(false)
                    .build();
            exchange.send(
                    Topics.TIMELINE_EVENTS,
                    Topics.noticeKey(submitterId, noticeId),
                    exchange.formats
                            .of(Topics.TIMELINE_EVENTS, TimelineEvent.class)
                            .encode(news));
        }
        return this;
    }

    /** Under which its entries are told, in their order. */
    List<String> webhookIds() {
        return TimelineMarks.of(entries).stream()
                .map(mark -> noticeId + "." + mark)
                .toList();
    }

    /** The id of the last entry in the stream of events. */
    String eventId() {
        return String.join("", TimelineMarks.of(entries));
    }
}
