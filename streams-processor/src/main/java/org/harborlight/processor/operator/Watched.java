package org.harborlight.processor.operator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.harborlight.processor.status.LedgerBooks;

/**
 * What the operator's side looks at in this process; each is asked from the operator's thread.
 *
 * @param applications state of each streams application by name
 * @param ledger the books of all instances
 */
public record Watched(
        Supplier<Map<String, String>> applications,
        Supplier<Optional<LedgerBooks>> ledger,
        Supplier<HealthFacts.DirectoryFacts> directory,
        Supplier<Optional<Instant>> geolocationBuiltAt) {}
