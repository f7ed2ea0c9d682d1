package org.harborlight.processor.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Stream time is the time the gateway stamped on the record, its acceptance. A record without a time takes that of the
 * partition, since Kafka Streams would drop it. Nothing expires by this time alone: expiry goes by verified notices.
 */
public final class RecordTimes implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(partitionTime, 0);
    }
}
