package org.harborlight.processor.operator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.schemas.DeliveryStatus;

/** Draws the balance from a cut. Pure. */
final class BalanceSheet {
    private BalanceSheet() {}

    /** @param waitingFor set where the cut is only a rough one: it shows figures and judges nothing */
    static Balance of(Cut cut, Optional<String> waitingFor, Instant at) {
        List<String> problems = new ArrayList<>();
        NoticeAccount notices = NoticeAccount.of(cut, problems);
        DeliveryAccount deliveries = DeliveryAccount.of(cut, problems);
        Balance.Accounts accounts = new Balance.Accounts(
                notices.notices(),
                HeldAccount.of(cut, problems),
                deliveries.deliveries(),
                HandoverAccount.of(cut, problems),
                faults(cut, notices, problems));
        return new Balance(
                at,
                cut.moving(),
                waitingFor,
                accounts,
                lines(accounts, cut.moving()),
                waitingFor.isPresent() ? List.of() : List.copyOf(problems),
                notices.partitions());
    }

    private static Balance.Faults faults(Cut cut, NoticeAccount notices, List<String> problems) {
        LedgerBooks books = cut.after();
        long anomalies = books.deliveriesIn(LedgerBooks.ANOMALY);
        if (anomalies > 0) {
            problems.add("delivery-state: " + anomalies + " deliveries left a terminal state without a redrive");
        }
        long unreadable =
                books.unreadable().values().stream().mapToLong(Long::longValue).sum();
        books.unreadable().forEach((where, count) -> problems.add(where + ": " + count + " records cannot be read"));
        return new Balance.Faults(
                notices.duplicates() + HandoverAccount.duplicates(cut, problems), anomalies, unreadable);
    }

    /** Lines between figures of two topics hold at one moment only when nothing moved; else the accounts bound them. */
    private static List<Balance.Line> lines(Balance.Accounts accounts, boolean moving) {
        Balance.Notices notices = accounts.notices();
        Balance.Held held = accounts.held();
        Balance.Deliveries deliveries = accounts.deliveries();
        Balance.Handovers handovers = accounts.handovers();
        return List.of(
                line(
                        "accepted = in flight + processed",
                        notices.accepted(),
                        notices.inFlight() + notices.total(),
                        false),
                line(
                        "held = still held + released + closed",
                        held.total(),
                        held.stillHeld() + held.released() + held.closed(),
                        moving),
                line(
                        "deliveries = pending + receipted + refused + expired + dead-lettered",
                        deliveries.written(),
                        deliveries.total() - deliveries.byState().getOrDefault(DeliveryStatus.UNSPECIFIED, 0L),
                        moving),
                line("handed over + redriven = settled + in flight", handovers.total(), handovers.settled(), moving));
    }

    private static Balance.Line line(String equation, long left, long right, boolean bounded) {
        return new Balance.Line(equation, left, right, bounded || left == right);
    }
}
