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
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.Topics;

/**
 * Reads a submitter's list in the partitions that this instance owns at this moment. A partition that cannot be asked now
 * is not left out silently: then there is no answer. Blocks; safe for all threads.
 */
final class SubmittedNotices {
    private final KafkaStreams streams;
    private final LocalStores stores;
    private final HostInfo self;

    SubmittedNotices(KafkaStreams streams, LocalStores stores, HostInfo self) {
        this.streams = streams;
        this.stores = stores;
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
                read(submitterId, partition, after.from(partition), most, found);
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

    private void read(String submitterId, int partition, long from, int most, List<ListedNotice> found) {
        ReadOnlyKeyValueStore<String, String> submitted = stores.active(LedgerNames.SUBMITTED, partition);
        ReadOnlyKeyValueStore<String, NoticeStatus> statuses = stores.active(LedgerNames.STATUS, partition);
        int before = found.size();
        try (KeyValueIterator<String, String> listed =
                submitted.range(SubmittedKey.at(submitterId, from), SubmittedKey.at(submitterId, Long.MAX_VALUE))) {
            while (listed.hasNext() && found.size() - before < most) {
                String noticeId = listed.next().value;
                // absent where it was forgotten a moment ago
                NoticeStatus status = statuses.get(Topics.noticeKey(submitterId, noticeId));
                if (status != null && status.getAcceptedAt() != null) {
                    found.add(ListedNotice.of(partition, noticeId, status, status.getAcceptedAt()));
                }
            }
        }
    }
}
