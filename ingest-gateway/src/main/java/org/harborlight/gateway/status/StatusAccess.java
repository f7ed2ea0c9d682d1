package org.harborlight.gateway.status;

/** Everything that answers a submitter's questions about its notices. */
public record StatusAccess(LedgerClient ledger, Cursors cursors, WaitingRoom waiting, StreamLimits streams) {}
