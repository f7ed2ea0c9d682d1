package org.harborlight.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.notice.TimelineMarks;

/**
 * What a status says that a listener does not have yet: its new entries in the order of the timeline, each under the id
 * of all that the listener then has. Pure, immutable.
 *
 * @param seen what the listener has after these
 * @param last whether nothing can come any more
 */
record TimelineNews(List<Event> events, SeenEvents seen, boolean last, String state) {
    TimelineNews {
        events = List.copyOf(events);
    }

    /** One entry of the timeline. */
    record Event(String id, JsonObject entry) {}

    /** @param status as the ledger wrote it; a stale one may leave out what the listener has already */
    static TimelineNews of(Buffer status, SeenEvents before) {
        JsonObject document = new JsonObject(status);
        List<JsonObject> timeline = document.getJsonArray("timeline", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
        List<String> marks =
                TimelineMarks.of(timeline.stream().map(JsonObject::encode).toList());
        SeenEvents seen = document.getBoolean("stale", false) ? before : before.only(Set.copyOf(marks));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            if (!seen.has(marks.get(i))) {
                seen = seen.with(marks.get(i));
                events.add(new Event(seen.id(), timeline.get(i)));
            }
        }
        return new TimelineNews(
                events, seen, document.getBoolean("final", false), document.getString("state", "unknown"));
    }
}
