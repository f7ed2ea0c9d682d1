package org.harborlight.schemas.codec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.jspecify.annotations.Nullable;

/**
 * All versions of the records that stand in signed payloads, as they are registered. The registry is asked when a
 * fingerprint is seen for the first time; for one that it does not have, at most once in a pause for each record, so that
 * made-up fingerprints cost little. Thread-safe; blocks while it asks, which one at a time does where it failed last.
 */
public final class RegisteredSchemas implements WriterSchemas {
    private final SchemaRegistry registry;
    private final Duration pause;
    private final LongSupplier nanoTime;
    private final Map<String, Versions> records = new ConcurrentHashMap<>();

    /** @param pause how long a fingerprint that was not found is believed to be unknown; zero to ask each time */
    public RegisteredSchemas(SchemaRegistry registry, Duration pause) {
        this(registry, pause, System::nanoTime);
    }

    RegisteredSchemas(SchemaRegistry registry, Duration pause, LongSupplier nanoTime) {
        this.registry = registry;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<Schema> find(String recordName, long fingerprint) {
        return records.computeIfAbsent(recordName, Versions::new).find(fingerprint);
    }

    /** The versions of one record that were seen. */
    private final class Versions {
        private final String recordName;
        private final Map<Long, Schema> known = new ConcurrentHashMap<>();
        private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
        private final ReentrantLock asking = new ReentrantLock();
        private volatile @Nullable SchemaRegistryException fault;
        private boolean asked;
        private long askedAt;

        Versions(String recordName) {
            this.recordName = recordName;
        }

        Optional<Schema> find(long fingerprint) {
            Schema found = known.get(fingerprint);
            if (found != null) {
                return Optional.of(found);
            }
            lock();
            try {
                if (!known.containsKey(fingerprint) && due()) {
                    ask();
                }
                if (fault != null && !known.containsKey(fingerprint)) {
                    throw fault;
                }
                return Optional.ofNullable(known.get(fingerprint));
            } finally {
                asking.unlock();
            }
        }

        /** While the registry fails, only the one who asks it again waits for it. */
        private void lock() {
            SchemaRegistryException failed = fault;
            if (failed == null) {
                asking.lock();
            } else if (!asking.tryLock()) {
                throw failed;
            }
        }

        private boolean due() {
            return !asked || nanoTime.getAsLong() - askedAt >= pause.toNanos();
        }

        private void ask() {
            try {
                String subject = Topics.payloadSubject(recordName);
                for (int version : registry.versions(subject)) {
                    if (!seen.contains(version)) {
                        Schema schema = registry.version(subject, version);
                        if (schema.getFullName().equals(recordName)) {
                            known.put(SchemaNormalization.parsingFingerprint64(schema), schema);
                        }
                        seen.add(version);
                    }
                }
                fault = null;
            } catch (SchemaRegistryException e) {
                fault = e;
            } finally {
                asked = true;
                askedAt = nanoTime.getAsLong();
            }
        }
    }
}
