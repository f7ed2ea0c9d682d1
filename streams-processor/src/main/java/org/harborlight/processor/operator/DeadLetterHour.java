package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.schemas.Verdict;

/**
 * Dead letters of the last hour: how the ledger's total has grown between two looks. What came before the first look
 * after a start is in the total only. For one thread.
 */
final class DeadLetterHour {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final List<Look> looks = new ArrayList<>();

    private record Look(Instant at, long total) {}

    /** Every outcome DEAD_LETTERED, whatever topic its record stood in. */
    static long total(LedgerBooks books) {
        return books.frontiers().values().stream()
                .mapToLong((FrontierBook book) -> book.verdict(Verdict.DEAD_LETTERED))
                .sum();
    }

    /** Takes a look at the total, and says how many of them came in the hour before. */
    long grownTo(long total, Instant at) {
        if (looks.isEmpty() || !looks.getLast().at().plus(BETWEEN_LOOKS).isAfter(at)) {
            looks.add(new Look(at, total));
        }
        Instant begin = at.minus(HOUR);
        while (looks.size() > 1 && !looks.get(1).at().isAfter(begin)) {
            looks.removeFirst();
        }
        return Math.max(0, total - looks.getFirst().total());
    }
}
