package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.harborlight.service.Restores;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * A copy of what an exchange cannot rebuild, taken while nothing runs on its data folder, so that its parts fit each other:
 * a broker's log whose files are of different moments can hold offsets that count as read although nothing stands there
 * yet. Stores are not in it; they are rebuilt. Readable by its owner only, since it holds keys.
 */
public record Backup(Path folder) {
    /** The exchange itself: topics, offsets and schemas. They go back together. */
    static final List<String> LOGS = List.of("kafka", "registry");
    /** Taken back only where it is missing: what is there is newer. */
    static final List<String> OTHERS = List.of("keys", "pki", "submitters", "partners");

    private static final String TAKEN_AT = "taken.at";
    private static final String DIRECTORY = "directory.sequence";

    /**
     * Copies.
     *
     * @param data held by this process, so that nothing runs on it
     * @param folder does not exist yet
     * @throws IllegalArgumentException where it does, or the data folder has no broker
     */
    public static Backup take(DataFolder data, Path folder, Instant now) {
        if (Files.exists(folder)) {
            throw new IllegalArgumentException(folder + " is there already; a backup is never written over");
        }
        data.requireWhole();
        requireBroker(data.root());
        Path part = folder.toAbsolutePath().normalize().resolveSibling(folder.getFileName() + ".part");
        FileTrees.delete(part);
        SecretFiles.createFolder(part);
        for (String name : LOGS) {
            FileTrees.copy(data.root().resolve(name), part.resolve(name));
        }
        for (String name : OTHERS) {
            if (Files.exists(data.root().resolve(name))) {
                FileTrees.copy(data.root().resolve(name), part.resolve(name));
            }
        }
        Backup copied = new Backup(part);
        copied.write(now, data.restores(), DirectoryHeads.highest(data.state()));
        FileTrees.move(part, folder);
        return new Backup(folder);
    }

    /** A folder without it would be restored to an exchange that begins anew, empty. */
    private static void requireBroker(Path folder) {
        Path clusterId = folder.resolve("kafka").resolve("cluster.id");
        if (!Files.isRegularFile(clusterId)) {
            throw new IllegalArgumentException("there is no broker in " + folder + ": " + clusterId + " is missing");
        }
    }

    /**
     * One that was taken before.
     *
     * @throws IllegalArgumentException where the folder holds no backup that was finished, or one without a broker
     */
    public static Backup of(Path folder) {
        Backup backup = new Backup(folder);
        if (!Files.isRegularFile(backup.settings())) {
            throw new IllegalArgumentException("there is no backup in " + folder.toAbsolutePath());
        }
        requireBroker(folder);
        return backup;
    }

    /** What was accepted after this is not in it. */
    public Instant takenAt() {
        return Instant.parse(read().getProperty(TAKEN_AT));
    }

    /** How often the exchange had been restored by then, or was from this very backup. */
    public Restores restores() {
        return new Restores(Integer.parseInt(read().getProperty(Restores.KEY)));
    }

    /**
     * Remembers in the backup too that it was used, for the case that the data folder is lost once more.
     *
     * @throws IllegalArgumentException where it cannot be written
     */
    void usedFor(Restores restores) {
        try {
            write(takenAt(), restores, directorySequence());
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "the backup has to note that it is used: copy " + folder + " to where it can be written", e);
        }
    }

    /** How far the directory had come, where a service of the exchange had kept that. */
    public Optional<Long> directorySequence() {
        return Optional.ofNullable(read().getProperty(DIRECTORY)).map(Long::valueOf);
    }

    private void write(Instant takenAt, Restores restores, Optional<Long> directorySequence) {
        Properties properties = new Properties();
        properties.setProperty(TAKEN_AT, takenAt.toString());
        properties.setProperty(Restores.KEY, Integer.toString(restores.count()));
        directorySequence.ifPresent(sequence -> properties.setProperty(DIRECTORY, Long.toString(sequence)));
        SecretFiles.write(settings(), properties);
    }

    private Properties read() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings())) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + settings(), e);
        }
        return properties;
    }

    private Path settings() {
        return folder.resolve("backup.properties");
    }
}
