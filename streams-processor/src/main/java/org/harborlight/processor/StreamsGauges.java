package org.harborlight.processor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * Kafka's own metrics of one application, for as long as it lives: the gauges of one that ended would go on showing
 * what it last did. Safe for all threads.
 */
final class StreamsGauges implements KafkaStreams.StateListener, AutoCloseable {
    private final KafkaStreamsMetrics gauges;

    private StreamsGauges(KafkaStreamsMetrics gauges) {
        this.gauges = gauges;
    }

    /** Call before the application starts; it takes the place of its state listener. */
    static StreamsGauges of(KafkaStreams streams, MeterRegistry registry) {
        StreamsGauges made = new StreamsGauges(new KafkaStreamsMetrics(streams));
        made.gauges.bindTo(registry);
        streams.setStateListener(made);
        return made;
    }

    @Override
    public void onChange(State now, State before) {
        if (now == State.NOT_RUNNING || now == State.ERROR) {
            close();
        }
    }

    @Override
    public void close() {
        gauges.close();
    }
}
