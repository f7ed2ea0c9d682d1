package org.harborlight.processor.status;

import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.state.Frontier;
import org.harborlight.processor.state.OriginMark;

/**
 * Books the outcomes of one origin partition. Offsets of notices are dense, so the frontier moves over them and
 * only what is ahead of it is remembered; those of handovers are not, so each is remembered for the retention.
 */
final class OutcomeBooks {
    private final KeyValueStore<String, Long> ahead;
    private final ExpiryIndex expiry;
    private final long now;

    OutcomeBooks(KeyValueStore<String, Long> ahead, ExpiryIndex expiry, long now) {
        this.ahead = ahead;
        this.expiry = expiry;
        this.now = now;
    }

    /** Books the outcome; false, and counted as a duplicate, when its record had one already. */
    boolean first(Frontier frontier, OriginMark mark) {
        boolean fresh = LedgerOrigins.dense(mark.getTopic()) ? advance(frontier, mark) : remember(mark);
        if (!fresh) {
            frontier.setDuplicates(frontier.getDuplicates() + 1);
            return false;
        }
        frontier.getVerdicts().merge(mark.getVerdict(), 1L, Long::sum);
        frontier.setHighest(Math.max(frontier.getHighest(), mark.getOffset()));
        if (mark.getPage()) {
            page(frontier, mark);
        }
        return true;
    }

    private boolean advance(Frontier frontier, OriginMark mark) {
        if (mark.getOffset() < frontier.getNextOffset()) {
            return false;
        }
        if (mark.getOffset() > frontier.getNextOffset()) {
            return goAhead(frontier, mark);
        }
        long next = mark.getOffset() + 1;
        while (frontier.getAhead() > 0 && ahead.get(Offsets.key(mark, next)) != null) {
            // Unlike delete, this does not read again what is there.
            ahead.put(Offsets.key(mark, next), null);
            frontier.setAhead(frontier.getAhead() - 1);
            next++;
        }
        frontier.setNextOffset(next);
        return true;
    }

    /** Beyond the highest there is nothing to look for. */
    private boolean goAhead(Frontier frontier, OriginMark mark) {
        String key = Offsets.key(mark);
        if (mark.getOffset() <= frontier.getHighest() && ahead.get(key) != null) {
            return false;
        }
        ahead.put(key, now);
        frontier.setAhead(frontier.getAhead() + 1);
        return true;
    }

    private boolean remember(OriginMark mark) {
        String key = Offsets.key(mark);
        if (ahead.putIfAbsent(key, now) != null) {
            return false;
        }
        expiry.watch(key, now);
        return true;
    }

    private static void page(Frontier frontier, OriginMark mark) {
        Instant last = frontier.getLastPageAt();
        frontier.setPages(frontier.getPages() + 1);
        if (last == null || mark.getAt().isAfter(last)) {
            frontier.setLastPageAt(mark.getAt());
            frontier.setLastPageNotice(mark.getNotice());
        }
    }
}
