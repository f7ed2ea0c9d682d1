package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Works the balance out of a running exchange. What does not balance is looked at again before it is said: only the same
 * finding twice in a row, or the end of the patience, makes a balance inexact. Blocks; for one thread.
 */
final class BalanceReader {
    private final CutTaker cuts;
    private final InstantSource clock;
    private final Duration patience;

    BalanceReader(CutTaker cuts, InstantSource clock, Duration patience) {
        this.cuts = cuts;
        this.clock = clock;
        this.patience = patience;
    }

    /** Empty while an instance of the ledger cannot be asked. */
    Optional<Balance> read() {
        Patience time = new Patience(patience);
        List<String> found = List.of();
        while (true) {
            switch (cuts.take(time)) {
                case CutResult.Unavailable(String reason) -> {
                    return Optional.empty();
                }
                case CutResult.Settling(Cut rough, String waitingFor) -> {
                    return Optional.of(BalanceSheet.of(rough, Optional.of(waitingFor), clock.instant()));
                }
                case CutResult.Taken(Cut cut) -> {
                    Balance balance = BalanceSheet.of(cut, Optional.empty(), clock.instant());
                    boolean same = !found.isEmpty() && found.equals(balance.problems());
                    if (balance.exact() || same || time.over()) {
                        return Optional.of(balance);
                    }
                    found = balance.problems();
                    time.pause();
                }
            }
        }
    }
}
