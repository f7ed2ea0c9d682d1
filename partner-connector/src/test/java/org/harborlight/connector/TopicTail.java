package org.harborlight.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.service.TopicReader;

/** Everything committed in a topic so far, read on demand. For one thread. */
final class TopicTail<T> implements AutoCloseable {
    private final TopicReader consumer;
    private final Function<byte[], T> decode;
    private final List<T> seen = new ArrayList<>();

    TopicTail(String bootstrapServers, String topic, Function<byte[], T> decode) {
        this.decode = decode;
        this.consumer = new TopicReader(Map.of("bootstrap.servers", bootstrapServers));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    List<T> all() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> {
            if (record.value() != null) {
                seen.add(decode.apply(record.value()));
            }
        });
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
