package org.harborlight.service;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a producer paces short transactions over many partitions. Batches wait for the commit, which flushes them: sent
 * as they come, every few of them would cost the broker another round to add partitions to the transaction. And a
 * transaction that begins before the markers of the one before it are written is told to wait, by an error that the
 * producer retries: Kafka's own pause of 100 ms, growing to a second, would last longer than the wait it answers.
 * Stateless.
 */
public final class TransactionPace {
    private static final int UNTIL_COMMIT_MS = 1_000;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final int FIRST_RETRY_MS = 5;
    private static final int LONGEST_RETRY_MS = 50;

    private TransactionPace() {}

    /**
     * The settings of such a producer.
     *
     * @param key what a producer's setting is called where the producer is configured
     */
    public static Map<String, Object> settings(UnaryOperator<String> key) {
        return Map.of(
                key.apply(ProducerConfig.LINGER_MS_CONFIG), UNTIL_COMMIT_MS,
                key.apply(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES,
                key.apply(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), FIRST_RETRY_MS,
                key.apply(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), LONGEST_RETRY_MS);
    }
}
