package org.harborlight.processor.status;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.state.Frontier;
import org.harborlight.processor.state.HeldEntry;
import org.harborlight.processor.state.OriginMark;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Verdict;

/**
 * Books what is held, why, and what became of it. A change can be read before the verdict that it changes, because the
 * two come from different topics; until both are known it counts as stray. Still-held entries never expire.
 */
final class HeldBooks {
    private static final String STILL_HELD = HeldChangeKind.STILL_HELD.name();
    /** Says nothing of whether it is held. */
    private static final String OWN_CASE = HeldChangeKind.OWN_CASE.name();

    private final KeyValueStore<String, HeldEntry> held;
    private final ExpiryIndex expiry;
    private final long now;

    HeldBooks(KeyValueStore<String, HeldEntry> held, ExpiryIndex expiry, long now) {
        this.held = held;
        this.expiry = expiry;
        this.now = now;
    }

    /** The first outcome of a record. */
    void decided(Frontier frontier, OriginMark mark) {
        if (!Verdict.HELD.name().equals(mark.getVerdict())) {
            return;
        }
        String key = Offsets.key(mark);
        String reason = Objects.requireNonNullElse(mark.getReason(), "unspecified");
        HeldEntry entry = held.get(key);
        if (entry == null) {
            frontier.getHeld().merge(reason, 1L, Long::sum);
            keep(key, HeldEntry.newBuilder().setReason(reason), true);
        } else if (isMoved(entry)) {
            frontier.setStrayChanges(frontier.getStrayChanges() - 1);
            frontier.getHeld().merge(entry.getReason(), 1L, Long::sum);
            keep(key, HeldEntry.newBuilder(entry).setChange(null), false);
        } else {
            frontier.setStrayChanges(frontier.getStrayChanges() - 1);
            settle(frontier, Objects.requireNonNullElse(entry.getChange(), ""));
            keep(key, HeldEntry.newBuilder(entry).setReason(reason), false);
        }
    }

    void changed(Frontier frontier, OriginMark mark) {
        if (OWN_CASE.equals(mark.getChange())) {
            return;
        }
        if (STILL_HELD.equals(mark.getChange())) {
            moved(frontier, mark);
            return;
        }
        String key = Offsets.key(mark);
        HeldEntry entry = held.get(key);
        if (entry != null && isMoved(entry)) {
            keep(key, HeldEntry.newBuilder().setChange(mark.getChange()), false);
        } else if (entry == null) {
            frontier.setStrayChanges(frontier.getStrayChanges() + 1);
            keep(key, HeldEntry.newBuilder().setChange(mark.getChange()), true);
        } else if (entry.getChange() != null) {
            frontier.setDuplicateChanges(frontier.getDuplicateChanges() + 1);
        } else {
            subtract(frontier, entry);
            settle(frontier, Objects.requireNonNullElse(mark.getChange(), ""));
            keep(key, HeldEntry.newBuilder(entry).setChange(mark.getChange()), false);
        }
    }

    /** Held for another reason from now on. */
    private void moved(Frontier frontier, OriginMark mark) {
        String key = Offsets.key(mark);
        String reason = Objects.requireNonNullElse(mark.getReason(), "unspecified");
        HeldEntry entry = held.get(key);
        if (entry == null) {
            frontier.setStrayChanges(frontier.getStrayChanges() + 1);
            keep(key, HeldEntry.newBuilder().setReason(reason).setChange(STILL_HELD), true);
        } else if (entry.getChange() != null) {
            frontier.setDuplicateChanges(frontier.getDuplicateChanges() + 1);
        } else {
            subtract(frontier, entry);
            frontier.getHeld().merge(reason, 1L, Long::sum);
            keep(key, HeldEntry.newBuilder(entry).setReason(reason), false);
        }
    }

    /** Whether its reason is known to be another, and its verdict is not known yet. */
    private static boolean isMoved(HeldEntry entry) {
        return STILL_HELD.equals(entry.getChange());
    }

    private static void subtract(Frontier frontier, HeldEntry entry) {
        frontier.getHeld().computeIfPresent(entry.getReason(), (reason, count) -> count == 1 ? null : count - 1);
    }

    private static void settle(Frontier frontier, String change) {
        if (change.equals(HeldChangeKind.RELEASED.name())) {
            frontier.setReleased(frontier.getReleased() + 1);
        } else {
            frontier.setClosed(frontier.getClosed() + 1);
        }
    }

    private void keep(String key, HeldEntry.Builder entry, boolean fresh) {
        held.put(key, entry.setUpdatedAt(Instant.ofEpochMilli(now)).build());
        if (fresh) {
            expiry.watch(key, now);
        }
    }
}
