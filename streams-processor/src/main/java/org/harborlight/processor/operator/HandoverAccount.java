package org.harborlight.processor.operator;

import java.util.List;
import java.util.function.ToLongFunction;
import org.harborlight.processor.link.Lanes;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;

/**
 * Books what the lanes handed over to each other. Offsets of handovers are not dense, so outcomes are counted against
 * HANDED_OVER verdicts of the other lane.
 */
final class HandoverAccount {
    private HandoverAccount() {}

    static Balance.Handovers of(Cut cut, List<String> problems) {
        long total = 0;
        long settled = 0;
        for (Lane from : LedgerOrigins.LANES) {
            String topic = Topics.handovers(Lanes.other(from));
            total += handedOver(cut.after(), from);
            settled += settled(cut.after(), topic);
            if (handedOver(cut.before(), from) > settled(cut.after(), topic)) {
                problems.add(topic + ": " + handedOver(cut.after(), from) + " handed over, only "
                        + settled(cut.after(), topic) + " have an outcome");
            }
            if (settled(cut.before(), topic) > handedOver(cut.after(), from)) {
                problems.add(topic + ": " + settled(cut.after(), topic) + " outcomes, only "
                        + handedOver(cut.after(), from) + " handed over");
            }
        }
        return new Balance.Handovers(total, settled);
    }

    /** Outcomes for handovers that had one. */
    static long duplicates(Cut cut, List<String> problems) {
        long duplicates = 0;
        for (Lane lane : LedgerOrigins.LANES) {
            long found = sum(cut.after(), Topics.handovers(lane), FrontierBook::duplicates);
            if (found > 0) {
                problems.add(Topics.handovers(lane) + ": " + found + " outcomes for a record that had one");
            }
            duplicates += found;
        }
        return duplicates;
    }

    private static long handedOver(LedgerBooks books, Lane from) {
        return sum(books, Topics.notices(from), book -> book.verdict(Verdict.HANDED_OVER));
    }

    private static long settled(LedgerBooks books, String topic) {
        return sum(books, topic, FrontierBook::processed);
    }

    private static long sum(LedgerBooks books, String topic, ToLongFunction<FrontierBook> figure) {
        return books.frontiers().entrySet().stream()
                .filter(origin -> origin.getKey().startsWith(topic + "/"))
                .mapToLong(origin -> figure.applyAsLong(origin.getValue()))
                .sum();
    }
}
