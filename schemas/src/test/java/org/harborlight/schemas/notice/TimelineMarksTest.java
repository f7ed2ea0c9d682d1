package org.harborlight.schemas.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineMarksTest {
    private static final String ACCEPTED = "{\"at\":\"2026-11-24T12:00:00Z\",\"event\":\"accepted\"}";
    private static final String DELIVERED = "{\"at\":\"2026-11-24T12:00:02Z\",\"event\":\"delivered\"}";

    /** Golden: submitters keep ids of events, so a mark never becomes another one. */
    @Test
    void shouldMarkAnEntryAsItAlwaysDid() {
        assertThat(TimelineMarks.of(List.of(ACCEPTED, DELIVERED))).containsExactly("4tbgz8v5", "ojJqkcIN");
    }

    @Test
    void shouldTellEqualEntriesApartByTheirNumberAlone() {
        List<String> marks = TimelineMarks.of(List.of(DELIVERED, ACCEPTED, DELIVERED));

        assertThat(marks).doesNotHaveDuplicates().allMatch(mark -> mark.length() == TimelineMarks.CHARACTERS);
        assertThat(TimelineMarks.of(List.of(DELIVERED, DELIVERED))).containsExactly(marks.get(0), marks.get(2));
    }
}
