package org.harborlight.standalone.operator;

/**
 * How many copies there are of each record.
 *
 * @param copies on as many brokers
 * @param minInSync how many of them must be written before a record counts
 */
public record Replication(int copies, int minInSync) {
    public Replication {
        if (copies < 1 || minInSync < 1 || minInSync > copies) {
            throw new IllegalArgumentException("at least one copy, and no more in sync than there are");
        }
    }
}
