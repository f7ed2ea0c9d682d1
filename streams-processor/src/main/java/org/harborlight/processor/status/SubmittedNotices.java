package org.harborlight.processor.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Reads a submitter's list in the partitions that this instance owns at this moment. A partition that cannot be asked now
 * is not left out silently: then there is no answer. Blocks; safe for all threads.
 */
final class SubmittedNotices {
    private final KafkaStreams streams;
    private final HostInfo self;

    SubmittedNotices(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    /** Every partition that lists are kept in, as the instances tell; empty while nobody knows them. */
    Set<Integer> partitions() {
        return partitions(streams.metadataForAllStreamsClients().stream());
    }

    /**
     * What this instance holds after a position.
     *
     * @param most how many of each partition at most
     * @return empty while it cannot tell
     */
    Optional<ListPart> find(String submitterId, ListPosition after, int most) {
        try {
            Set<Integer> own = partitions(streams.metadataForAllStreamsClients().stream()
                    .filter(instance -> instance.hostInfo().equals(self)));
            List<ListedNotice> found = new ArrayList<>();
            for (int partition : own) {
                if (!read(submitterId, partition, after.from(partition), most, found)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new ListPart(List.copyOf(own), found));
        } catch (StreamsException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Set<Integer> partitions(Stream<StreamsMetadata> instances) {
        return instances
                .flatMap(instance -> instance.topicPartitions().stream())
                .filter(partition -> partition.topic().equals(Topics.OUTCOMES))
                .map(TopicPartition::partition)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** False where the partition cannot be asked. */
    private boolean read(String submitterId, int partition, long from, int most, List<ListedNotice> found) {
        RangeQuery<String, String> range =
                RangeQuery.withRange(SubmittedKey.at(submitterId, from), SubmittedKey.at(submitterId, Long.MAX_VALUE));
        QueryResult<KeyValueIterator<String, String>> result = ask(LedgerNames.SUBMITTED, range, partition);
        if (result == null || result.isFailure()) {
            return false;
        }
        int before = found.size();
        try (KeyValueIterator<String, String> listed = result.getResult()) {
            while (listed.hasNext() && found.size() - before < most) {
                String noticeId = listed.next().value;
                NoticeStatus status = status(Topics.noticeKey(submitterId, noticeId), partition);
                if (status != null && status.getAcceptedAt() != null) {
                    found.add(ListedNotice.of(partition, noticeId, status, status.getAcceptedAt()));
                }
            }
        }
        return true;
    }

    /** Null where it was forgotten a moment ago. */
    private @Nullable NoticeStatus status(String key, int partition) {
        QueryResult<NoticeStatus> result = ask(LedgerNames.STATUS, KeyQuery.withKey(key), partition);
        if (result == null || result.isFailure()) {
            throw new IllegalStateException("the partition has moved");
        }
        return result.getResult();
    }

    private <R> @Nullable QueryResult<R> ask(String store, Query<R> query, int partition) {
        return streams.query(StateQueryRequest.inStore(store)
                        .withQuery(query)
                        .withPartitions(Set.of(partition))
                        .requireActive())
                .getPartitionResults()
                .get(partition);
    }
}
