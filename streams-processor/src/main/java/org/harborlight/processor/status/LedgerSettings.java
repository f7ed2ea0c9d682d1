package org.harborlight.processor.status;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.processor.pace.CommitPace;
import org.harborlight.processor.topology.BoundedRocksDb;
import org.harborlight.processor.topology.GroupPatience;
import org.harborlight.processor.topology.RecordTimes;
import org.harborlight.processor.topology.StateFolder;
import org.harborlight.service.Restores;
import org.harborlight.service.TransactionPace;

/**
 * How the ledger application runs. Immutable.
 *
 * @param kafka settings for every Kafka client
 * @param stateDir folder of the stores, one per instance
 * @param rocksDbBytes memory that all stores share
 * @param retention how long a notice or delivery that no longer changes is remembered
 * @param restores in which time positions of lists are given out
 */
public record LedgerSettings(
        Map<String, Object> kafka,
        Path stateDir,
        Scale scale,
        Duration commitInterval,
        Duration retention,
        long rocksDbBytes,
        Restores restores) {

    /** Of all stores with a cache together: a few seconds of what changes, and what was asked for. */
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    /** Threads and standby copies of an instance. */
    public record Scale(int threads, int standbys) {}

    /** @param self where the other instances find this one's service port */
    Properties streams(HostInfo self) {
        Properties settings = new Properties();
        // The first record of a partner topic made later is counted soon.
        settings.put(StreamsConfig.consumerPrefix(CommonClientConfigs.METADATA_MAX_AGE_CONFIG), 5_000);
        settings.putAll(GroupPatience.settings(kafka));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, scale.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, scale.standbys());
        settings.putAll(CommitPace.settings(commitInterval));
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        // The books count records in any order, so none waits for another topic.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.putAll(TransactionPace.settings(StreamsConfig::producerPrefix));
        settings.putAll(kafka);
        settings.putAll(StateFolder.settings());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, LedgerNames.APPLICATION_ID);
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A record without a time would fail its thread, again and again.
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimes.class);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return settings;
    }
}
