package org.harborlight.processor.topology;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;

/**
 * A producer's partitioner that breaks the way from admit to link as often as its setting says: the forward fails after
 * the stage has written its stores. Used by producer threads; the setting is shared between them.
 */
public final class FailingPartitioner implements Partitioner {
    /** Setting: an {@link AtomicInteger} with the failures that are left. */
    static final String FAILURES = "harborlight.test.failures";

    private AtomicInteger failures = new AtomicInteger();

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(FAILURES) instanceof AtomicInteger left) {
            failures = left;
        }
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        if (topic.endsWith("-repartition") && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("forward fails");
        }
        return 0;
    }

    @Override
    public void close() {}
}
