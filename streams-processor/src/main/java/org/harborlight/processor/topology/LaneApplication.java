package org.harborlight.processor.topology;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.harborlight.schemas.Lane;
import org.harborlight.service.Yielding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane as a running Kafka Streams application. A stream thread that fails aborts its transaction and is replaced, so
 * that the record is processed again; only a missing source topic stops the application. Start once, close once;
 * thread-safe after start.
 */
public final class LaneApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneApplication.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final Lane lane;
    private final RocksDbMemory memory;
    private final StateFolder state;
    private final Topology topology;
    private final KafkaStreams streams;

    /**
     * Resolves the schemas it writes and looks through its stores; blocks on the registry. Connects to no broker before
     * {@link #start()}.
     */
    public LaneApplication(Lane lane, LaneSettings settings, LaneDependencies dependencies) {
        this.lane = lane;
        this.state = new StateFolder(settings.stateDirectory(), settings.applicationId(), InstantSource.system());
        this.memory = new RocksDbMemory(settings.rocksDbBytes());
        Map<String, Object> properties = new HashMap<>(StreamsSettings.of(settings));
        properties.put(BoundedRocksDb.MEMORY, memory);
        StreamsConfig config = new StreamsConfig(properties);
        this.topology = LaneTopology.build(lane, settings.bounds(), dependencies, config);
        // Not before: what fails until here leaves the stores sealed.
        state.open();
        Supplier<KafkaStreams> make = () -> new KafkaStreams(topology, config);
        this.streams = lane == Lane.URGENT ? make.get() : Yielding.make(make);
        streams.setUncaughtExceptionHandler(this::onThreadFailure);
    }

    private StreamThreadExceptionResponse onThreadFailure(Throwable failure) {
        boolean fatal = failure instanceof MissingSourceTopicException
                || failure.getCause() instanceof MissingSourceTopicException;
        LOG.atError()
                .addKeyValue("lane", lane)
                .addKeyValue("error", failure.getClass().getName())
                .addKeyValue("fatal", fatal)
                .setCause(failure)
                .log("stream thread failed");
        return fatal ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    public void start() {
        streams.start();
    }

    public Lane lane() {
        return lane;
    }

    public KafkaStreams streams() {
        return streams;
    }

    /** The topology as Kafka Streams describes it. */
    public String topologyDescription() {
        return topology.describe().toString();
    }

    /** Ends all threads and waits for them, then frees the memory their stores share, and seals the stores. */
    @Override
    public void close() {
        if (streams.close(CLOSE_TIMEOUT)) {
            memory.close();
            state.seal();
        } else {
            LOG.atWarn().addKeyValue("lane", lane).log("lane did not stop in time");
        }
    }
}
