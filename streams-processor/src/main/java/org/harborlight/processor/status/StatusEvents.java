package org.harborlight.processor.status;

import java.util.ArrayList;
import java.util.List;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusEvent;

/** Adds to the events of a status, up to a bound; beyond it they are only counted. */
final class StatusEvents {
    static final int MOST = 100;

    private StatusEvents() {}

    static void add(NoticeStatus status, StatusEvent event) {
        List<StatusEvent> events = new ArrayList<>(status.getEvents());
        if (events.size() >= MOST) {
            status.setMoreEvents(status.getMoreEvents() + 1);
            return;
        }
        events.add(event);
        status.setEvents(events);
    }
}
