package org.harborlight.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Looks for bytes in all that an exchange keeps: every topic, Kafka's own too, every store, every file. */
final class ExchangeBytes {
    private final Map<String, Object> kafka;

    ExchangeBytes(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Topics of which a record, committed or not, holds them in key, value or headers. */
    Set<String> topicsWith(byte[] wanted) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_uncommitted");
        settings.put("exclude.internal.topics", false);
        Set<String> found = new TreeSet<>();
        try (Admin admin = Admin.create(new HashMap<>(kafka));
                Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get()) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(one -> new TopicPartition(topic, one.partition()))
                        .toList();
                if (anyRecord(consumer, partitions, record -> holds(record, wanted))) {
                    found.add(topic);
                }
            }
            return found;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean anyRecord(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean any = false;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                any |= wanted.test(record);
            }
        }
        return any;
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> record, byte[] wanted) {
        return contains(record.key(), wanted)
                || contains(record.value(), wanted)
                || Stream.of(record.headers().toArray()).anyMatch(header -> contains(header.value(), wanted));
    }

    /** Files below the folder that hold them as they are. */
    static List<Path> filesWith(Path folder, byte[] wanted) {
        List<Path> found = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                if (contains(Files.readAllBytes(file), wanted)) {
                    found.add(file);
                }
            } catch (NoSuchFileException e) {
                // Deleted since.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** Stores below the folder of which a key or value holds them; nobody may have them open. */
    static List<Path> storesWith(Path folder, byte[] wanted) {
        RocksDB.loadLibrary();
        return files(folder).stream()
                .filter(file -> file.endsWith("CURRENT"))
                .map(Path::getParent)
                .filter(store -> storeHolds(store, wanted))
                .toList();
    }

    static long stores(Path folder) {
        return files(folder).stream().filter(file -> file.endsWith("CURRENT")).count();
    }

    private static boolean storeHolds(Path store, byte[] wanted) {
        try (Options options = new Options();
                DBOptions opened = new DBOptions()) {
            List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(options, store.toString()).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB database = RocksDB.openReadOnly(opened, store.toString(), families, handles)) {
                boolean any = false;
                for (ColumnFamilyHandle handle : handles) {
                    any |= familyHolds(database, handle, wanted);
                    handle.close();
                }
                return any;
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException("cannot read " + store, e);
        }
    }

    private static boolean familyHolds(RocksDB database, ColumnFamilyHandle family, byte[] wanted) {
        try (RocksIterator iterator = database.newIterator(family)) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                if (contains(iterator.key(), wanted) || contains(iterator.value(), wanted)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        return bytes != null
                && new String(bytes, StandardCharsets.ISO_8859_1)
                        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
