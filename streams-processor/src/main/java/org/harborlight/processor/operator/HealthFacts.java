package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.processor.status.LedgerBooks;

/**
 * Everything that health is judged by, measured at one time. Immutable.
 *
 * @param clockBehind how far the time of day is behind what it has been
 */
public record HealthFacts(
        Map<String, String> applications,
        Streams streams,
        DirectoryFacts directory,
        List<Certificate> certificates,
        Optional<Instant> geolocationBuiltAt,
        Optional<Connectors> connectors,
        Duration clockBehind) {

    /**
     * Lag, balance and counts.
     *
     * @param stalls every stage; empty while nobody can tell
     */
    public record Streams(
            List<StepLag> lags,
            Optional<List<StageStall>> stalls,
            Optional<Balance> balance,
            Optional<Ledger> ledger) {}

    /** What the ledger has counted; there is none while it cannot tell. */
    public record Ledger(LedgerBooks books, long deadLettersLastHour) {}

    /**
     * Where the directory is.
     *
     * @param quarantined the newest record that is not accepted as an entry, and why
     */
    public record DirectoryFacts(
            boolean loaded, boolean rolledBack, long sequence, String head, Optional<String> quarantined) {}

    /** A certificate in one of the configured files. */
    public record Certificate(String file, String subject, Instant notAfter) {}

    /**
     * What the connectors show on their management ports: what is not as it should be.
     *
     * @param webhooks of submitters that wait for something or were not told of something
     * @param silent connectors that did not say which deliveries are overdue
     */
    public record Connectors(
            List<Breaker> breakers, List<Overdue> overdue, List<Webhook> webhooks, List<String> silent) {}

    /**
     * How one connector gets on with a submitter's status webhook.
     *
     * @param since when the oldest event waits that it has read
     * @param lastGivenUp when it last gave one up
     */
    public record Webhook(String submitter, String phase, Optional<Instant> since, Optional<Instant> lastGivenUp) {}

    /** Deliveries of one lane that should have been worked on and were not. */
    public record Overdue(String lane, String reason, int count) {}

    /** A connector's lane whose breaker is not closed. */
    public record Breaker(String lane, String state) {}
}
