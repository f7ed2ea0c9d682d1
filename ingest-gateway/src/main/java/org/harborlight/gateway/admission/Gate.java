package org.harborlight.gateway.admission;

/** Everything that limits what comes in: room in the gateway, and quotas of a submitter. */
public record Gate(Admission admission, SubmitterQuotas quotas) {}
