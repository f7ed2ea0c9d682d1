package org.harborlight.processor.topology;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that one application keeps its stores in. Kafka Streams believes the files that it finds there; so nothing
 * is left there that was not sealed by the application that ended, bit for bit, and not long ago: what was put back,
 * damaged or changed is deleted, and the stores are restored from their changelogs. An application that was killed has
 * sealed nothing. Open before the application is made, seal after it ended; used by one thread.
 */
public final class StateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    /** For so long changelogs keep the mark of what was deleted. A store that missed it would go on remembering. */
    private static final Duration DELETIONS_KEPT = Duration.ofDays(1);

    private static final Duration OLDEST = DELETIONS_KEPT.dividedBy(2);
    /** As Kafka Streams locks the folder. */
    private static final String LOCK = ".lock";
    /** Who this instance is to the others; it says nothing about the stores. */
    private static final String IDENTITY = "kafka-streams-process-metadata";

    private final Path folder;
    private final Path seal;
    private final InstantSource clock;

    public StateFolder(Path stateDirectory, String applicationId, InstantSource clock) {
        this.folder = stateDirectory.resolve(applicationId);
        this.seal = stateDirectory.resolve(applicationId + ".sealed");
        this.clock = clock;
    }

    /** What its changelogs must keep, whatever the brokers' default. */
    public static Map<String, Object> settings() {
        return Map.of(StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG), DELETIONS_KEPT.toMillis());
    }

    /**
     * Leaves in the folder only what can be believed.
     *
     * @throws IllegalStateException when the folder is in use, or cannot be read, written or cleared
     */
    public void open() {
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock(file)) {
                judge();
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the stores in " + folder + " cannot be read or cleared (" + e + "). Make the folder writable, or"
                            + " delete it: the stores are then restored from their changelogs",
                    e);
        }
    }

    private FileLock lock(FileChannel file) throws IOException {
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            lock = null;
        }
        if (lock == null) {
            throw new IllegalStateException("the stores in " + folder
                    + " are in use by another processor. Stop it, or give this one a state.dir of its own");
        }
        return lock;
    }

    private void judge() throws IOException {
        Instant began = clock.instant();
        Optional<StateSeal> sealed = StateSeal.read(seal);
        // Whatever happens from here on is not sealed.
        Files.deleteIfExists(seal);
        StateSeal found = StateSeal.of(folder, began);
        if (found.files().isEmpty()) {
            return;
        }
        Optional<String> reason = fault(sealed, found);
        if (reason.isPresent()) {
            clear();
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("reason", reason.get())
                    .log("stores are not believed; they are restored from their changelogs");
        } else {
            LOG.atInfo()
                    .addKeyValue("folder", folder)
                    .addKeyValue("files", found.files().size())
                    .log("stores are as they were sealed");
        }
    }

    /** Why the stores cannot be believed. */
    private static Optional<String> fault(Optional<StateSeal> sealed, StateSeal found) {
        if (sealed.isEmpty()) {
            return Optional.of("not-sealed");
        }
        Duration age = Duration.between(sealed.get().at(), found.at());
        if (age.isNegative() || age.compareTo(OLDEST) > 0) {
            return Optional.of("too-old");
        }
        return sealed.get().files().equals(found.files()) ? Optional.empty() : Optional.of("changed");
    }

    /** Says what the stores look like now that the application has ended; without that they are restored next time. */
    public void seal() {
        try {
            StateSeal.of(folder, clock.instant()).write(seal);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .setCause(e)
                    .log("stores are not sealed; they will be restored from their changelogs");
        }
    }

    /** Whether what stores hold depends on the file. */
    static boolean holdsState(Path folder, Path file) {
        String name = folder.relativize(file).toString();
        return !name.equals(LOCK) && !name.equals(IDENTITY);
    }

    private void clear() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (holdsState(folder, file)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
