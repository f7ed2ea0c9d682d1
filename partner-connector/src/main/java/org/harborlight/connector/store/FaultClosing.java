package org.harborlight.connector.store;

import java.time.Duration;

/** Closes clients after a fault, so that the fault is what is told. No state; any thread. */
public final class FaultClosing {
    /** Each client's, where the brokers may be away. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private FaultClosing() {}

    /** Closes all in order; what goes wrong there is told with the fault and never in its place. */
    public static void close(Throwable fault, Runnable... closes) {
        for (Runnable close : closes) {
            try {
                close.run();
            } catch (RuntimeException | Error e) {
                fault.addSuppressed(e);
            }
        }
    }
}
