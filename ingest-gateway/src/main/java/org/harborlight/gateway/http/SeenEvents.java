package org.harborlight.gateway.http;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.harborlight.schemas.notice.TimelineMarks;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a timeline a listener has: one mark for each, made of the entry itself. As text it is the id of an
 * event, so that any gateway can tell from it what is missing, also where an entry came in between. Immutable.
 */
record SeenEvents(Set<String> marks) {
    /** No timeline has as many entries. */
    private static final int MOST = 512;

    private static final int MARK_CHARACTERS = TimelineMarks.CHARACTERS;
    private static final Pattern MARKS = Pattern.compile("([A-Za-z0-9_-]{" + MARK_CHARACTERS + "}){0," + MOST + "}");

    SeenEvents {
        marks = Collections.unmodifiableSet(new LinkedHashSet<>(marks));
    }

    /** What a listener names by {@code Last-Event-ID}; what is no id of ours names nothing, so that all is sent again. */
    static SeenEvents named(@Nullable String lastEventId) {
        Set<String> marks = new LinkedHashSet<>();
        if (lastEventId != null && MARKS.matcher(lastEventId).matches()) {
            for (int at = 0; at < lastEventId.length(); at += MARK_CHARACTERS) {
                marks.add(lastEventId.substring(at, at + MARK_CHARACTERS));
            }
        }
        return new SeenEvents(marks);
    }

    boolean has(String mark) {
        return marks.contains(mark);
    }

    SeenEvents with(String mark) {
        Set<String> more = new LinkedHashSet<>(marks);
        more.add(mark);
        return new SeenEvents(more);
    }

    /** Without marks of entries that the timeline does not hold any more, so that an id never outgrows its timeline. */
    SeenEvents only(Set<String> current) {
        Set<String> left = new LinkedHashSet<>(marks);
        left.retainAll(current);
        return new SeenEvents(left);
    }

    String id() {
        return String.join("", marks);
    }
}
