package org.harborlight.connector.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys and values on disk with bounded memory, for what can be rebuilt. A scratch store begins with nothing at every start. A
 * kept one has all that was written before its process ended, however it ended, and after a power cut all that was written
 * before some moment: nothing is synced. Thread-safe until closed; closing waits for nobody, so its users stop first.
 */
final class ViewStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewStore.class);
    private static final long CACHE_BYTES = 8L * 1024 * 1024;
    /** Few, so that what a look-up needs finds room in each. */
    private static final int CACHE_SHARDS_BITS = 1;

    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;

    /** Of a write buffer, for the filter of the keys in it. */
    private static final double MEMORY_FILTER = 0.02;

    /** A file that says that what is there cannot be read. */
    private static final String SPOILT = "spoilt";

    static {
        RocksDB.loadLibrary();
    }

    private final Settings settings;
    private final Path folder;
    private final RocksDB database;

    private ViewStore(Path folder, Settings settings) throws RocksDBException {
        this.folder = folder;
        this.settings = settings;
        this.database = RocksDB.open(settings.options, folder.toString());
    }

    /** Of a store, in native memory. */
    private static final class Settings implements AutoCloseable {
        private final LRUCache cache = new LRUCache(CACHE_BYTES, CACHE_SHARDS_BITS);
        // Most keys that are written are new ones, and are looked for first.
        private final BloomFilter filter = new BloomFilter();
        private final WriteOptions writes;
        private final WriteOptions synced = new WriteOptions().setSync(true);
        private final Options options;

        Settings(boolean kept) {
            this.writes = new WriteOptions().setDisableWAL(!kept);
            this.options = new Options()
                    .setCreateIfMissing(true)
                    .setWriteBufferSize(WRITE_BUFFER_BYTES)
                    .setMaxWriteBufferNumber(2)
                    .setMemtablePrefixBloomSizeRatio(MEMORY_FILTER)
                    .setMemtableWholeKeyFiltering(true)
                    .setMaxOpenFiles(64)
                    .setKeepLogFileNum(1)
                    // What is sealed or digested gets no smaller, and trying took half of the time of rewriting files.
                    .setCompressionType(CompressionType.NO_COMPRESSION)
                    .setTableFormatConfig(new BlockBasedTableConfig()
                            .setBlockCache(cache)
                            .setFilterPolicy(filter)
                            .setCacheIndexAndFilterBlocks(true)
                            // In pieces: whole, those of a large file do not fit into the cache, and each look-up
                            // unpacks them.
                            .setIndexType(IndexType.kTwoLevelIndexSearch)
                            .setPartitionFilters(true)
                            .setPinTopLevelIndexAndFilter(true));
        }

        @Override
        public void close() {
            options.close();
            writes.close();
            synced.close();
            filter.close();
            cache.close();
        }
    }

    /** Makes the folder where it is missing; refuses one that cannot be written to. */
    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the folder " + folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalStateException("cannot write to the folder " + folder);
        }
    }

    /** With nothing in it. */
    static ViewStore scratch(Path folder) {
        empty(folder);
        return open(folder, false);
    }

    /** With what is there; with nothing where that cannot be read. */
    static ViewStore kept(Path folder) {
        if (Files.exists(folder.resolve(SPOILT))) {
            empty(folder);
        }
        try {
            return open(folder, true);
        } catch (IllegalStateException refused) {
            if (!damaged(refused.getCause())) {
                throw refused;
            }
            LOG.atWarn().addKeyValue("folder", folder).setCause(refused).log("a store cannot be opened, it is emptied");
            empty(folder);
            return open(folder, true);
        }
    }

    /** Rather than held by another process, or without room. */
    private static boolean damaged(@Nullable Throwable cause) {
        return cause instanceof RocksDBException e
                && (e.getStatus() == null || e.getStatus().getSubCode() != Status.SubCode.NoSpace)
                && !String.valueOf(e.getMessage()).contains("lock");
    }

    /** Kept, but with nothing in it. */
    static ViewStore keptAnew(Path folder) {
        empty(folder);
        return open(folder, true);
    }

    private static ViewStore open(Path folder, boolean kept) {
        prepare(folder);
        Settings settings = new Settings(kept);
        try {
            return new ViewStore(folder, settings);
        } catch (RocksDBException e) {
            settings.close();
            throw new IllegalStateException("cannot open the store in " + folder, e);
        }
    }

    private IllegalStateException spoilt(String what, RocksDBException cause) {
        try {
            spoil();
        } catch (UncheckedIOException e) {
            cause.addSuppressed(e);
        }
        return new IllegalStateException(what, cause);
    }

    /** Whoever opens it next finds nothing in it. */
    void spoil() {
        try {
            Files.writeString(folder.resolve(SPOILT), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the folder " + folder, e);
        }
    }

    Optional<byte[]> get(String key) {
        try {
            return Optional.ofNullable(database.get(bytes(key)));
        } catch (RocksDBException e) {
            throw spoilt("the store cannot read", e);
        }
    }

    /** Writes all that is put into the batch at once: readers see all of it or nothing. */
    void write(Consumer<Batch> changes) {
        write(changes, settings.writes);
    }

    private void write(Consumer<Batch> changes, WriteOptions how) {
        try (WriteBatch batch = new WriteBatch()) {
            changes.accept(new Batch(batch));
            if (batch.count() > 0) {
                database.write(how, batch);
            }
        } catch (RocksDBException e) {
            throw spoilt("the store cannot write", e);
        }
    }

    /** The same; it is on the disk then, and with it all that was written before. */
    void writeSynced(Consumer<Batch> changes) {
        write(changes, settings.synced);
    }

    /** Changes that are written together, in their order. */
    static final class Batch {
        private final WriteBatch changes;

        private Batch(WriteBatch changes) {
            this.changes = changes;
        }

        void put(String key, byte[] value) {
            try {
                changes.put(bytes(key), value);
            } catch (RocksDBException e) {
                throw new IllegalStateException("a batch cannot write", e);
            }
        }

        void delete(String key) {
            try {
                changes.delete(bytes(key));
            } catch (RocksDBException e) {
                throw new IllegalStateException("a batch cannot delete", e);
            }
        }
    }

    /** Values of all keys that start with the prefix, in the order of the keys. */
    List<byte[]> scan(String prefix) {
        List<byte[]> found = new ArrayList<>();
        each(prefix, found::add);
        return found;
    }

    /** The same one by one: they need not fit into memory. */
    void each(String prefix, Consumer<byte[]> look) {
        walk(prefix, at -> look.accept(at.value()));
    }

    private void walk(String prefix, Consumer<RocksIterator> look) {
        byte[] end = bytes(prefix + '\uffff');
        try (Slice bound = new Slice(end);
                ReadOptions reads = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator iterator = database.newIterator(reads)) {
            for (iterator.seek(bytes(prefix)); iterator.isValid(); iterator.next()) {
                look.accept(iterator);
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw spoilt("the store cannot scan", e);
        }
    }

    /** Frees the disk of what was deleted or replaced under keys that start with the prefix. */
    void compact(String prefix) {
        try {
            database.compactRange(bytes(prefix), bytes(prefix + '\uffff'));
        } catch (RocksDBException e) {
            throw spoilt("the store cannot compact", e);
        }
    }

    /** All keys that start with the prefix, in order. */
    List<String> keys(String prefix) {
        List<String> found = new ArrayList<>();
        walk(prefix, at -> found.add(new String(at.key(), StandardCharsets.UTF_8)));
        return found;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static void empty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.equals(folder.resolve(SPOILT))) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(folder.resolve(SPOILT)); // last: half of it is not to be opened
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty the folder " + folder, e);
        }
    }

    @Override
    public void close() {
        database.close();
        settings.close();
    }
}
