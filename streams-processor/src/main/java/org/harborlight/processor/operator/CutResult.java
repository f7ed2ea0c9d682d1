package org.harborlight.processor.operator;

/** What came of taking a cut. */
sealed interface CutResult {
    record Taken(Cut cut) implements CutResult {}

    /** Time was over before the named application had passed its topics; the cut is a rough one. */
    record Settling(Cut rough, String waitingFor) implements CutResult {}

    /** An instance of the ledger could not be asked. */
    record Unavailable(String reason) implements CutResult {}
}
