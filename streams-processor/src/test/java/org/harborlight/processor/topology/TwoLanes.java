package org.harborlight.processor.topology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.test.TestRecord;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Topics;

/**
 * Both lanes side by side: each notice goes to its own, and what one lane tells the other arrives before the next notice.
 * One gateway accepts for both. Used by one thread.
 */
final class TwoLanes implements AutoCloseable {
    static final List<String> PARTNERS = List.of("police-ie", "police-de", "hotline-ie", "hotline-nl", "helpline-ie");

    private final Map<Lane, LaneDriver> lanes = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> offsets = new EnumMap<>(Lane.class);

    TwoLanes(TestExchange exchange, Path folder) {
        for (Lane lane : List.of(Lane.URGENT, Lane.STANDARD)) {
            lanes.put(lane, new LaneDriver(lane, exchange, folder.resolve(lane.name())));
            offsets.put(lane, 0L);
        }
    }

    /** An accepted notice and where its record stands. */
    record Accepted(IncidentNotice notice, AcceptedNotice record, Lane lane, long offset) {}

    /** What came of a history: verdicts and deliveries in the order in which they were given. */
    record Told(List<Accepted> accepted, List<Outcome> outcomes, List<Delivery> deliveries) {
        /** The verdict on a record. */
        Outcome verdictOn(Accepted one) {
            List<Outcome> found = outcomes.stream()
                    .filter(outcome -> outcome.getOrigin().getTopic().equals(Topics.notices(one.lane()))
                            && outcome.getOrigin().getOffset() == one.offset())
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError("one outcome a record, not " + found + " of " + one.notice());
            }
            return found.getFirst();
        }
    }

    Told tell(List<IncidentNotice> notices) {
        List<Accepted> accepted = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (IncidentNotice notice : notices) {
            Lane lane = laneOf(notice);
            AcceptedNotice record = lane(lane).accept(notice);
            accepted.add(new Accepted(notice, record, lane, offsets.merge(lane, 1L, Long::sum) - 1));
            settle();
            for (LaneDriver driver : lanes.values()) {
                outcomes.addAll(driver.outcomes());
                PARTNERS.forEach(partner -> deliveries.addAll(driver.deliveries(partner)));
            }
        }
        return new Told(accepted, outcomes, deliveries);
    }

    private static Lane laneOf(IncidentNotice notice) {
        return notice.getPriority() == Priority.IMMINENT || notice.getPriority() == Priority.URGENT
                ? Lane.URGENT
                : Lane.STANDARD;
    }

    /** Until neither lane has anything to tell the other. */
    private void settle() {
        boolean moved = true;
        while (moved) {
            boolean fromUrgent = move(Lane.URGENT, Lane.STANDARD);
            boolean fromStandard = move(Lane.STANDARD, Lane.URGENT);
            moved = fromUrgent || fromStandard;
        }
    }

    private boolean move(Lane from, Lane to) {
        boolean moved = false;
        for (String topic : List.of(Topics.references(from), Topics.holders(from), Topics.handovers(to))) {
            List<TestRecord<String, byte[]>> records = lane(from).raw(topic);
            lane(to).pipeAll(topic, records);
            moved |= !records.isEmpty();
        }
        return moved;
    }

    private LaneDriver lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    @Override
    public void close() {
        lanes.values().forEach(LaneDriver::close);
    }
}
