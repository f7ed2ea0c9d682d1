package org.harborlight.processor.operator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.schemas.Verdict;

/** Books the held notices of a cut, of notices and handovers alike. */
final class HeldAccount {
    private HeldAccount() {}

    static Balance.Held of(Cut cut, List<String> problems) {
        Map<String, Long> byReason = new TreeMap<>();
        long total = 0;
        long released = 0;
        long closed = 0;
        for (Map.Entry<String, FrontierBook> origin : cut.after().frontiers().entrySet()) {
            FrontierBook book = origin.getValue();
            FrontierBook.HeldBook held = book.held();
            total += book.verdict(Verdict.HELD);
            released += held.released();
            closed += held.closed();
            held.byReason().forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
            judge(origin.getKey(), cut, held, problems);
        }
        return new Balance.Held(total, byReason, released, closed);
    }

    private static void judge(String origin, Cut cut, FrontierBook.HeldBook held, List<String> problems) {
        FrontierBook before = cut.before().frontiers().getOrDefault(origin, FrontierBook.empty());
        long stray = Math.min(before.held().strayChanges(), held.strayChanges());
        if (stray > 0) {
            problems.add(origin + ": " + stray + " held changes for records that were not held");
        }
        if (held.duplicateChanges() > 0) {
            problems.add(origin + ": " + held.duplicateChanges() + " held changes for records that had one");
        }
    }
}
