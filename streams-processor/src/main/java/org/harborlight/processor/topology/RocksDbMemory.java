package org.harborlight.processor.topology;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Memory that all stores of one application share: one cache for blocks, indexes and filters, and write buffers that
 * count against it. Without it every store takes its own. Thread-safe; closed after the streams that use it.
 */
public final class RocksDbMemory implements AutoCloseable {
    /** As many as RocksDB finds good. */
    private static final int ANY_SHARDS = -1;
    /** Part of the cache that blocks of data do not take from indexes and filters. */
    private static final double FOR_INDEXES = 0.3;

    private static final long ROOMY_BYTES = 32L * 1024 * 1024;
    private static final double FILTER = 0.02;

    private final long bytes;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    public RocksDbMemory(long bytes) {
        RocksDB.loadLibrary();
        this.bytes = bytes;
        this.cache = new LRUCache(bytes, ANY_SHARDS, false, FOR_INDEXES);
        this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    /** Part of a write buffer for the filter of its keys; none where the buffers of many stores have little together. */
    double filter() {
        return bytes >= ROOMY_BYTES ? FILTER : 0;
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
