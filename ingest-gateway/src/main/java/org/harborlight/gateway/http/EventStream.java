package org.harborlight.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Server-sent events on one response, as the HTML standard writes them. A listener that does not read is cut off once
 * it has let a heartbeat pass; it goes on from its last event when it comes again. For one event loop.
 */
final class EventStream {
    private static final String TYPE = "text/event-stream";

    private final HttpServerResponse response;

    private EventStream(HttpServerResponse response) {
        this.response = response;
    }

    /** @param retry after which pause a listener is to come again when the stream has ended */
    static EventStream open(HttpServerResponse response, Duration retry) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        EventStream stream = new EventStream(response);
        stream.write("retry: " + retry.toMillis() + "\n\n");
        return stream;
    }

    /** The data are JSON, so they hold no line break. */
    void send(TimelineNews.Event event) {
        write("id: " + event.id() + "\ndata: " + event.entry().encode() + "\n\n");
    }

    /** Says that nothing more will come; under the id of the last event. */
    void sendFinal(TimelineNews news) {
        write("event: final\ndata: {\"state\":\"" + news.state() + "\"}\n\n");
    }

    void beat() {
        if (response.writeQueueFull()) {
            var _ = response.reset();
        } else {
            write(":\n\n");
        }
    }

    boolean gone() {
        return response.ended() || response.closed();
    }

    /** What is written is sent first. */
    void end() {
        if (!gone()) {
            var _ = response.end();
        }
    }

    private void write(String text) {
        if (!gone()) {
            var _ = response.write(text);
        }
    }
}
