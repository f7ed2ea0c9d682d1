package org.harborlight.processor.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Digests;
import org.harborlight.schemas.Verdict;

/** The latest balance as gauges; not a number before the first one and while the ledger cannot tell. */
final class BalanceMetrics implements MeterBinder {
    private static final String PREFIX = "harborlight.balance.";

    private final BalanceBook book;

    BalanceMetrics(BalanceBook book) {
        this.book = book;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "exact", "1 while the books balance", balance -> balance.exact() ? 1 : 0);
        gauge(registry, "settling", "1 while an application has not caught up", balance -> balance.settling() ? 1 : 0);
        gauge(
                registry,
                "accepted",
                "Records in notices",
                balance -> balance.accounts().notices().accepted());
        gauge(
                registry,
                "in.flight",
                "Notices without an outcome",
                balance -> balance.accounts().notices().inFlight());
        gauge(
                registry,
                "held",
                "Notices still held",
                balance -> balance.accounts().held().stillHeld());
        gauge(
                registry,
                "waiting.for.digest",
                "Notices of them that go out with the next digest",
                balance -> balance.accounts().held().byReason().getOrDefault(Digests.WAITS, 0L));
        gauge(
                registry,
                "duplicates",
                "Second outcomes",
                balance -> balance.accounts().faults().duplicates());
        gauge(
                registry,
                "anomalies",
                "Deliveries out of order",
                balance -> balance.accounts().faults().anomalies());
        gauge(
                registry,
                "unreadable",
                "Unreadable records",
                balance -> balance.accounts().faults().unreadable());
        for (Verdict verdict : Verdict.values()) {
            Gauge.builder(
                            PREFIX + "processed",
                            book,
                            made -> value(
                                    made,
                                    balance -> balance.accounts()
                                            .notices()
                                            .processed()
                                            .getOrDefault(verdict, 0L)))
                    .description("Notices by first verdict")
                    .tag("verdict", BalanceJson.name(verdict))
                    .register(registry);
        }
        for (DeliveryStatus state : DeliveryStatus.values()) {
            Gauge.builder(
                            PREFIX + "deliveries",
                            book,
                            made -> value(
                                    made,
                                    balance -> balance.accounts()
                                            .deliveries()
                                            .byState()
                                            .getOrDefault(state, 0L)))
                    .description("Deliveries by state")
                    .tag("state", BalanceJson.name(state))
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Balance> figure) {
        Gauge.builder(PREFIX + name, book, made -> value(made, figure))
                .description(description)
                .register(registry);
    }

    private static double value(BalanceBook book, ToDoubleFunction<Balance> figure) {
        return book.latest().map(figure::applyAsDouble).orElse(Double.NaN);
    }
}
