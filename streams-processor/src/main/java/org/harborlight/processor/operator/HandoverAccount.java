package org.harborlight.processor.operator;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.harborlight.processor.link.Lanes;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;

/**
 * Books what came into the handovers of a lane: from the other lane, and by an operator's redrive. Their offsets are not
 * dense, so outcomes are counted against HANDED_OVER verdicts of the other lane and the answers to commands.
 */
final class HandoverAccount {
    private HandoverAccount() {}

    static Balance.Handovers of(Cut cut, List<String> problems) {
        long handedOver = 0;
        long redriven = 0;
        long settled = 0;
        for (Lane from : LedgerOrigins.LANES) {
            String topic = Topics.handovers(Lanes.other(from));
            handedOver += handedOver(cut.after(), from);
            redriven += redriven(cut.after(), topic);
            settled += settled(cut.after(), topic);
            if (came(cut.before(), from, topic) > settled(cut.after(), topic)) {
                problems.add(topic + ": " + came(cut.after(), from, topic) + " handed over or redriven, only "
                        + settled(cut.after(), topic) + " have an outcome");
            }
            if (settled(cut.before(), topic) > came(cut.after(), from, topic)) {
                problems.add(topic + ": " + settled(cut.after(), topic) + " outcomes, only "
                        + came(cut.after(), from, topic) + " handed over or redriven");
            }
        }
        return new Balance.Handovers(handedOver, redriven, settled);
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

    private static long came(LedgerBooks books, Lane from, String topic) {
        return handedOver(books, from) + redriven(books, topic);
    }

    /** A redriven notice of the lane can be handed over too. */
    private static long handedOver(LedgerBooks books, Lane from) {
        return sum(books, Topics.notices(from), book -> book.verdict(Verdict.HANDED_OVER))
                + sum(books, Topics.handovers(from), book -> book.verdict(Verdict.HANDED_OVER));
    }

    private static long redriven(LedgerBooks books, String topic) {
        return books.redriven().entrySet().stream()
                .filter(origin -> origin.getKey().startsWith(topic + "/"))
                .mapToLong(Map.Entry::getValue)
                .sum();
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
