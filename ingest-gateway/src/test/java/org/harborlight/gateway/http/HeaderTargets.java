package org.harborlight.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.schemas.notice.TimelineMarks;

/** What submitters send beside a body, for fuzzing: nothing of it is refused, and nothing of it may throw. */
public final class HeaderTargets {
    private static final String TAG = EntityTag.of(Buffer.buffer("{}"));

    private HeaderTargets() {}

    public static List<ParserTarget> all() {
        String mark = "a".repeat(TimelineMarks.CHARACTERS);
        return List.of(
                ParserTarget.ofText(
                        "last-event-id",
                        id -> SeenEvents.named(SeenEvents.named(id).id()),
                        mark,
                        mark.repeat(512),
                        mark + "b".repeat(TimelineMarks.CHARACTERS)),
                ParserTarget.ofText(
                        "if-none-match", named -> EntityTag.named(named, TAG), TAG, "W/" + TAG + ", \"x\"", "*", ",,"),
                ParserTarget.ofText(
                        "notice-id", Requests::noticeId, "0b7f7c0e-6f3c-4d0e-9d6e-0d8f6f2f3a11", "1-1-1-1-1"));
    }
}
