package org.harborlight.gateway.status;

import io.vertx.core.buffer.Buffer;

/** What came of asking the ledger. */
public sealed interface LedgerAnswer {

    /** The submitter's view of its notice, or a page of its list, as JSON made by the ledger. */
    record Known(Buffer json) implements LedgerAnswer {}

    /** The ledger has not seen it: it was never accepted, or only just. */
    record NotYetKnown() implements LedgerAnswer {}

    /** No ledger answered in time. */
    record Unreachable() implements LedgerAnswer {}
}
