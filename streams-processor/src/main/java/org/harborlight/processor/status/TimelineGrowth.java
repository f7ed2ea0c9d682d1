package org.harborlight.processor.status;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.notice.TimelineMarks;

/**
 * What one change of a status adds to the timeline that its submitter sees. An entry that changes is a new one. Pure: the
 * same change gives the same events under the same ids, whoever makes it and however often.
 *
 * @param before marks of the entries before the change
 */
record TimelineGrowth(List<String> before) {
    static TimelineGrowth from(NoticeStatus status) {
        return new TimelineGrowth(TimelineMarks.of(entries(status, SubmitterView.of(status))));
    }

    /** In the order of the timeline, each under the id of a listener that has it and all that came before. */
    List<TimelineEvent> to(String noticeKey, NoticeStatus status) {
        SubmitterView view = SubmitterView.of(status);
        List<String> entries = entries(status, view);
        List<String> marks = TimelineMarks.of(entries);
        Set<String> seen = new LinkedHashSet<>(before);
        seen.retainAll(Set.copyOf(marks));
        List<TimelineEvent> events = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            if (seen.add(marks.get(i))) {
                events.add(TimelineEvent.newBuilder()
                        .setSubmitterId(SubmittedKey.submitterId(noticeKey))
                        .setNoticeId(SubmittedKey.noticeId(noticeKey))
                        .setEventId(String.join("", seen))
                        .setEntry(entries.get(i))
                        .setState(view.state())
                        .setLast(false)
                        .build());
            }
        }
        if (!events.isEmpty() && view.isFinal()) {
            events.getLast().setLast(true);
        }
        return events;
    }

    private static List<String> entries(NoticeStatus status, SubmitterView view) {
        return Timeline.of(status, view).stream().map(JsonObject::encode).toList();
    }
}
