package org.harborlight.processor.status;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.harborlight.processor.state.NoticeStatus;

/** Reads the status of a notice where this instance holds it, or tells who does. Safe for all threads. */
final class LocalStatus {
    private final KafkaStreams streams;
    private final LocalStores stores;
    private final HostInfo self;

    LocalStatus(KafkaStreams streams, LocalStores stores, HostInfo self) {
        this.streams = streams;
        this.stores = stores;
        this.self = self;
    }

    /** @param standbyToo answer from a standby as well, marked stale, instead of naming the owner */
    StatusAnswer find(String key, boolean standbyToo) {
        try {
            KeyQueryMetadata owner = streams.queryMetadataForKey(
                    LedgerNames.STATUS, key, Serdes.String().serializer());
            if (owner == null || KeyQueryMetadata.NOT_AVAILABLE.equals(owner)) {
                return new StatusAnswer.Unavailable();
            }
            boolean active = owner.activeHost().equals(self);
            if (!active && !standbyToo) {
                return new StatusAnswer.Elsewhere(owner.activeHost(), List.copyOf(owner.standbyHosts()));
            }
            return read(key, owner.partition(), active);
        } catch (StreamsException | IllegalStateException e) {
            return new StatusAnswer.Unavailable();
        }
    }

    private StatusAnswer read(String key, int partition, boolean active) {
        ReadOnlyKeyValueStore<String, NoticeStatus> store =
                active ? stores.active(LedgerNames.STATUS, partition) : stores.any(LedgerNames.STATUS, partition);
        NoticeStatus status = store.get(key);
        return status == null ? new StatusAnswer.NotKnown(!active) : new StatusAnswer.Known(status, !active);
    }
}
