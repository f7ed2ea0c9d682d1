package org.harborlight.processor.status;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.processor.state.NoticeStatus;

/** Reads the status of a notice where this instance holds it, or tells who does. Safe for all threads. */
final class LocalStatus {
    private final KafkaStreams streams;
    private final HostInfo self;

    LocalStatus(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
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
        StateQueryRequest<NoticeStatus> request = StateQueryRequest.inStore(LedgerNames.STATUS)
                .withQuery(KeyQuery.<String, NoticeStatus>withKey(key))
                .withPartitions(Set.of(partition));
        QueryResult<NoticeStatus> result = streams.query(active ? request.requireActive() : request)
                .getPartitionResults()
                .get(partition);
        if (result == null || result.isFailure()) {
            return new StatusAnswer.Unavailable();
        }
        NoticeStatus status = result.getResult();
        return status == null ? new StatusAnswer.NotKnown(!active) : new StatusAnswer.Known(status, !active);
    }
}
