package org.harborlight.processor.operator;

import java.time.Duration;

/**
 * How long a stage has had records to read while its committed position did not move.
 *
 * @param stalled zero where nothing is unread, or what is unread moves; else of the partition that stands longest
 * @param where that partition and the offset it stands at, as topic/partition/offset; empty where nothing stands
 * @param unread offsets that wait in all partitions that stand
 */
public record StageStall(String stage, Duration stalled, Reason reason, String where, long unread) {
    /** Why it stands, as far as the brokers can tell. */
    public enum Reason {
        /** It does not stand long enough to ask. */
        NONE("none"),
        /** No member of the group has the partition: no instance runs, or they are still sharing it out. */
        NOBODY_READS("nobody-reads"),
        /** A transaction in front of it neither commits nor aborts. */
        OPEN_TRANSACTION("open-transaction"),
        /** An instance has the partition and commits nothing: it hangs, waits, or fails at the same record again. */
        NOT_COMMITTED("not-committed");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static StageStall none(String stage) {
        return new StageStall(stage, Duration.ZERO, Reason.NONE, "", 0);
    }
}
