package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.notice.TimelineMarks;
import org.jspecify.annotations.Nullable;

/**
 * Tells a submitter's webhook of one event in the timeline of its notice, signed as a delivery is. The body holds what
 * the status shows, and nothing else. Any 2xx answer means that the submitter has it: the status can be asked for at any
 * time, so nothing is lost by a proxy that answers in its place. Blocks the calling thread. Thread-safe.
 */
public final class EventPush {
    private final PushHeaders headers;
    private final PushClients clients;
    private final InstantSource clock;

    public EventPush(WebhookSigner signer, PushClients clients, InstantSource clock) {
        this.headers = new PushHeaders(signer);
        this.clients = clients;
        this.clock = clock;
    }

    /** Whether it can be written at all. */
    public static boolean sound(TimelineEvent event) {
        try {
            return event.getEventId().length() >= TimelineMarks.CHARACTERS
                    && body(event).length() > 0;
        } catch (DecodeException e) {
            return false;
        }
    }

    /** The same on every attempt and after every rebuilding of the ledger: the notice and the mark of the entry. */
    static String webhookId(TimelineEvent event) {
        String id = event.getEventId();
        return event.getNoticeId() + "." + id.substring(id.length() - TimelineMarks.CHARACTERS);
    }

    static Buffer body(TimelineEvent event) {
        return new JsonObject()
                .put("noticeId", event.getNoticeId())
                .put("eventId", event.getEventId())
                .put("entry", new JsonObject(event.getEntry()))
                .put("state", event.getState())
                .put("final", event.getLast())
                .toBuffer();
    }

    /** One attempt, ended within the configured time of a request. */
    public PushAnswer push(TimelineEvent event, Participant submitter, Endpoint webhook) {
        String id = webhookId(event);
        Buffer body = body(event);
        Map<String, String> signed = headers.ofEvent(id, body, clock.instant());
        PushRequest request =
                new PushRequest(List.of(new PushRequest.Item(id, "")), submitter, signed, body, EventPush::judge);
        return clients.push(submitter.getParticipantId() + "/status", webhook, request)
                .getFirst();
    }

    /** What the answer says besides is not looked at. */
    static List<PushAnswer> judge(
            int status, @Nullable String retryAfter, byte[] body, PushRequest request, Instant now) {
        return request.all(
                status >= 200 && status < 300
                        ? new PushAnswer.Receipted(false, Optional.empty())
                        : AnswerReader.unsuccessful(status, RetryAfter.parse(retryAfter, now)));
    }
}
