package org.harborlight.processor.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.harborlight.processor.pace.CommitPace;
import org.harborlight.schemas.Topics;
import org.harborlight.service.TransactionPace;

/**
 * Kafka Streams settings of a lane. Defaults give way to what the operator passes through; the guarantees do not: exactly
 * once, names for everything, and no handler that skips a record, since what cannot be processed is dead-lettered by the
 * stages themselves and everything else must abort its transaction.
 */
final class StreamsSettings {
    private static final int MAX_REQUEST_BYTES = Topics.MAX_RECORD_BYTES + 64 * 1024;

    private StreamsSettings() {}

    static Map<String, Object> of(LaneSettings settings) {
        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.putAll(CommitPace.settings(settings.commitInterval()));
        // A notice never waits for what the other lane may be about to say.
        all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        all.putAll(TransactionPace.settings(StreamsConfig::producerPrefix));
        all.putAll(GroupPatience.settings(settings.kafka()));
        all.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), MAX_REQUEST_BYTES);
        all.putAll(settings.kafka());
        all.putAll(StateFolder.settings());
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimes.class);
        all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        return all;
    }
}
