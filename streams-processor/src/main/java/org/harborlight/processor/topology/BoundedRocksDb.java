package org.harborlight.processor.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/**
 * Puts every store of an application under its shared {@link RocksDbMemory}, which the application hands over in the
 * configuration under {@link #MEMORY}. Kafka Streams makes one per store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** Configuration key of the shared memory. */
    public static final String MEMORY = "harborlight.rocksdb.memory";

    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (configs.get(MEMORY) instanceof RocksDbMemory memory
                && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(memory.cache());
            table.setCacheIndexAndFilterBlocks(true);
            table.setPinTopLevelIndexAndFilter(true);
            // In pieces: that of a large file, whole, is larger than what a part of the cache takes.
            table.setIndexType(IndexType.kTwoLevelIndexSearch);
            table.setPartitionFilters(true);
            options.setTableFormatConfig(table);
            options.setWriteBufferManager(memory.writeBuffers());
            options.setWriteBufferSize(WRITE_BUFFER_BYTES);
            options.setMaxWriteBufferNumber(2);
            // Most of what is asked for is not there yet: Kafka leaves the filter out where most of a store lies.
            options.setOptimizeFiltersForHits(false);
            options.setMemtablePrefixBloomSizeRatio(memory.filter());
            options.setMemtableWholeKeyFiltering(true);
        }
    }

    @Override
    public void close(String storeName, Options options) {
        // The shared memory outlives the store.
    }
}
