package org.harborlight.standalone.demo;

import java.util.List;
import java.util.Locale;
import org.harborlight.standalone.runtime.BalanceText;

/** The last screen. */
final class SummaryText {
    private SummaryText() {}

    static void print(Summary summary, Screen screen) {
        screen.blank();
        screen.line("The books " + (summary.exact() ? "balance" : "DO NOT BALANCE"));
        BalanceText.lines(summary.balance()).forEach(line -> screen.line("  " + line));
        screen.blank();
        screen.line("Deliveries                     count    p50 ms    p99 ms   from acceptance to the partner");
        for (Summary.Deliveries partner : summary.deliveries()) {
            screen.line(String.format(
                    "  %-26s %7d %9d %9d%s",
                    partner.partnerId(),
                    partner.count(),
                    partner.arrival().p50(),
                    partner.arrival().p99(),
                    (DemoCast.pulls(partner.partnerId()) ? "   fetched" : "")
                            + (partner.resent() == 0 ? "" : "   resent " + partner.resent())));
        }
        screen.blank();
        screen.line("Lane              decided p50 ms    p99 ms   at the partner p50 ms    p99 ms   from acceptance");
        for (Summary.LanePace lane : summary.pace()) {
            screen.line(String.format(
                    "  %-21s %7d %9d %23d %9d",
                    lane.lane().name().toLowerCase(Locale.ROOT),
                    lane.decision().p50(),
                    lane.decision().p99(),
                    lane.arrival().p50(),
                    lane.arrival().p99()));
        }
        screen.blank();
        screen.line("Refused");
        summary.refusals().forEach((reason, count) -> screen.line(String.format("  %-26s %7d", reason, count)));
        screen.blank();
        List<Check> failed =
                summary.checks().stream().filter(check -> !check.met()).toList();
        screen.line("Expectations: " + (summary.checks().size() - failed.size()) + " met, " + failed.size() + " not");
        failed.forEach(check -> screen.line("  NOT MET: " + check.what() + " — " + check.seen()));
        screen.line("Ready after " + seconds(summary.timing().ready()) + " s, first delivery after "
                + seconds(summary.timing().firstDelivery()) + " s, everything after "
                + seconds(summary.timing().end()) + " s.");
    }

    private static String seconds(long millis) {
        return String.format("%.1f", millis / 1000.0);
    }
}
