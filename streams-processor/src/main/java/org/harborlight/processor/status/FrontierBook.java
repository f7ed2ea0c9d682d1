package org.harborlight.processor.status;

import java.time.Instant;
import java.util.Map;
import org.harborlight.processor.state.Frontier;
import org.harborlight.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The books of one origin partition, as they are told to other instances and to the balance. Immutable.
 *
 * @param nextOffset every offset below it has an outcome
 * @param highest highest offset that has an outcome, -1 for none
 * @param ahead outcomes at or above nextOffset
 */
public record FrontierBook(
        long nextOffset,
        long highest,
        long ahead,
        Map<String, Long> verdicts,
        long duplicates,
        HeldBook held,
        PageBook pages) {

    /** Held notices of one origin partition: still held per reason, and what became of the others. */
    public record HeldBook(
            Map<String, Long> byReason, long released, long closed, long strayChanges, long duplicateChanges) {
        public long stillHeld() {
            return byReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Operator pages of one origin partition; the time is in milliseconds. */
    public record PageBook(
            long count, @Nullable Long lastAt, @Nullable String lastNotice) {}

    /** Of a partition from which nothing has come yet. */
    public static FrontierBook empty() {
        return new FrontierBook(0, -1, 0, Map.of(), 0, new HeldBook(Map.of(), 0, 0, 0, 0), new PageBook(0, null, null));
    }

    static FrontierBook of(Frontier frontier) {
        Instant lastPageAt = frontier.getLastPageAt();
        return new FrontierBook(
                frontier.getNextOffset(),
                frontier.getHighest(),
                frontier.getAhead(),
                Map.copyOf(frontier.getVerdicts()),
                frontier.getDuplicates(),
                new HeldBook(
                        Map.copyOf(frontier.getHeld()),
                        frontier.getReleased(),
                        frontier.getClosed(),
                        frontier.getStrayChanges(),
                        frontier.getDuplicateChanges()),
                new PageBook(
                        frontier.getPages(),
                        lastPageAt == null ? null : lastPageAt.toEpochMilli(),
                        frontier.getLastPageNotice()));
    }

    /** Outcomes in all. */
    public long processed() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long verdict(Verdict verdict) {
        return verdicts.getOrDefault(verdict.name(), 0L);
    }
}
