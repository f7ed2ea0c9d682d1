package org.harborlight.processor.status;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.processor.topology.BoundedRocksDb;
import org.harborlight.processor.topology.RocksDbMemory;
import org.harborlight.processor.topology.StateFolder;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.service.Restores;
import org.harborlight.service.Yielding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the ledger. A thread that fails is replaced: the ledger stands beside the way of a notice and must not
 * take the lanes down with it. Safe for all threads.
 */
public final class LedgerApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerApplication.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final RocksDbMemory memory;
    private final StateFolder state;
    private final Topology topology;
    private final KafkaStreams streams;
    private final HostInfo self;
    private final Restores restores;
    private final LocalLedger local;
    private final LocalStatus status;
    private final SubmittedNotices submitted;

    /** @param self where the other instances find this one's service port */
    public LedgerApplication(
            LedgerSettings settings,
            WireFormats formats,
            ConnectorSignatures signatures,
            TimelineOutlet outlet,
            HostInfo self) {
        this.state = new StateFolder(settings.stateDir(), LedgerNames.APPLICATION_ID, InstantSource.system());
        this.memory = new RocksDbMemory(settings.rocksDbBytes());
        Properties properties = settings.streams(self);
        properties.put(BoundedRocksDb.MEMORY, memory);
        this.topology =
                LedgerTopology.build(LedgerReaders.of(formats, signatures), outlet, settings.retention(), properties);
        // Not before: what fails until here leaves the stores sealed.
        state.open();
        this.streams = Yielding.make(() -> new KafkaStreams(topology, properties));
        this.self = self;
        this.restores = settings.restores();
        LocalStores stores = new LocalStores(streams);
        this.local = new LocalLedger(stores);
        this.status = new LocalStatus(streams, stores, self);
        this.submitted = new SubmittedNotices(streams, stores, self);
        streams.setUncaughtExceptionHandler(fault -> {
            LOG.atError().setCause(fault).log("ledger thread failed, replacing it");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    public void start() {
        streams.start();
    }

    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    public String description() {
        return topology.describe().toString();
    }

    /** For its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /** What this instance has counted; empty while it cannot tell. */
    public Optional<LedgerBooks> books() {
        return local.books();
    }

    /** The other instances; empty while nobody knows them. */
    public Optional<List<HostInfo>> others() {
        try {
            List<HostInfo> all = streams.metadataForAllStreamsClients().stream()
                    .filter(instance -> !instance.stateStoreNames().isEmpty())
                    .map(StreamsMetadata::hostInfo)
                    .toList();
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            all.stream().filter(host -> !host.equals(self)).toList());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    StatusAnswer status(String noticeKey, boolean standbyToo) {
        return status.find(noticeKey, standbyToo);
    }

    Restores restores() {
        return restores;
    }

    SubmittedNotices submitted() {
        return submitted;
    }

    /** Leaves the group, so that the other instances take over at once, and seals its stores. */
    @Override
    public void close() {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (closed) {
            memory.close();
            state.seal();
        } else {
            LOG.atWarn().log("ledger did not stop in time");
        }
    }
}
