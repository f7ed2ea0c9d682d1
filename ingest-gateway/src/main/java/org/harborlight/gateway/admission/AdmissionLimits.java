package org.harborlight.gateway.admission;

/**
 * What the gateway takes on at one time.
 *
 * @param records requests in flight
 * @param bytes body bytes in flight
 * @param urgentPercent share of the records that standard notices never take
 */
public record AdmissionLimits(int records, long bytes, int urgentPercent) {
    /** At least one, so that the standard lane never starves altogether. */
    int standardRecords() {
        return Math.max(1, records - Math.ceilDiv(records * urgentPercent, 100));
    }

    /** What is left for urgent notices, and for those whose lane is not known yet. */
    int urgentRecords() {
        return records - standardRecords();
    }
}
