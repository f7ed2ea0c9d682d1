package org.harborlight.processor.status;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The stores of this instance, one partition at a time, for other threads to read while the stream threads write. Never
 * by {@code KafkaStreams.query}: it locks a store's position and then the store, a write the store and then its
 * position, so that both can wait for each other for ever (KAFKA-19629). Whatever cannot be read now is a
 * {@code StreamsException}, at the first access. Safe for all threads.
 */
final class LocalStores {
    private final KafkaStreams streams;

    LocalStores(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Numbers of the partitions that this instance works on now, of any store. */
    Set<Integer> partitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(TaskMetadata::taskId)
                .map(TaskId::partition)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A partition that this instance works on. */
    <V> ReadOnlyKeyValueStore<String, V> active(String store, int partition) {
        return streams.store(LocalStores.<V>parameters(store, partition));
    }

    /** A partition that this instance works on or stands by for. */
    <V> ReadOnlyKeyValueStore<String, V> any(String store, int partition) {
        return streams.store(LocalStores.<V>parameters(store, partition).enableStaleStores());
    }

    private static <V> StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> parameters(String store, int partition) {
        return StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<String, V>keyValueStore())
                .withPartition(partition);
    }
}
