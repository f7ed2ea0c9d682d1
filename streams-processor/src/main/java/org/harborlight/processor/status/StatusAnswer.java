package org.harborlight.processor.status;

import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.processor.state.NoticeStatus;

/** What this instance can say about a notice. */
sealed interface StatusAnswer {
    /** The status; {@code stale} when read from a standby, which can lag behind. */
    record Known(NoticeStatus status, boolean stale) implements StatusAnswer {}

    record NotKnown(boolean stale) implements StatusAnswer {}

    /** Another instance owns the key. */
    record Elsewhere(HostInfo owner, List<HostInfo> standbys) implements StatusAnswer {}

    /** Nobody can say now: the ledger starts, or moves its partitions. */
    record Unavailable() implements StatusAnswer {}
}
