package org.harborlight.connector.receipt;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts the receipts that partners signed and that do not hold. Thread-safe. */
public final class ReceiptMetrics {
    private final MeterRegistry meters;

    public ReceiptMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void refused(String partnerId, String reason) {
        meters.counter("harborlight.connector.receipts.refused", "partner", partnerId, "reason", reason)
                .increment();
    }
}
