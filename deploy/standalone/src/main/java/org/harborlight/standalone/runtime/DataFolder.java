package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.harborlight.service.Restores;
import org.harborlight.standalone.pki.SecretFiles;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything one exchange keeps: broker log, registry, keys, state. One process at a time: the
 * folder is locked by the operating system, so a killed process leaves no stale lock. Readable by its owner only.
 */
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder when missing and locks it.
     *
     * @throws DataFolderInUseException when another process, or this one, already uses it
     */
    public static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            SecretFiles.createFolder(root);
            FileChannel channel = FileChannel.open(
                    root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String owner = owner(channel);
                channel.close();
                throw new DataFolderInUseException(root, owner);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data folder " + root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(32);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.UTF_8).strip();
    }

    public Path root() {
        return root;
    }

    public Path broker() {
        return root.resolve("kafka");
    }

    public Path registry() {
        return root.resolve("registry");
    }

    /** Local state of the services; all of it can be rebuilt from the topics. */
    public Path state() {
        return root.resolve("state");
    }

    /** How often this exchange went back to a backup. */
    public Restores restores() {
        Path file = restoresFile();
        return Files.isRegularFile(file)
                ? new Restores(Integer.parseInt(SecretFiles.read(file).strip()))
                : Restores.NEVER;
    }

    void restored(Restores restores) {
        SecretFiles.writeDurably(restoresFile(), (restores.count() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path restoresFile() {
        return root.resolve("restores");
    }

    /** What a restore brings, until it is in place. */
    Path restoring() {
        return root.resolve("restoring");
    }

    /**
     * Refuses what a restore left half done: the exchange would begin anew, empty.
     *
     * @throws IllegalStateException until the restore has been repeated
     */
    public void requireWhole() {
        if (Files.exists(restoring())) {
            throw new IllegalStateException("a restore of " + root + " was broken off; repeat `harborlight restore`");
        }
    }

    /**
     * Where the brokers of the exchange are, when they are a cluster; empty while its broker is part of this program.
     */
    public Optional<String> cluster() {
        Path file = clusterFile();
        return Files.isRegularFile(file) ? Optional.of(SecretFiles.read(file).strip()) : Optional.empty();
    }

    /** From now on the exchange stands on these brokers; one of its own is not started here again. */
    public void standsOn(String bootstrap) {
        SecretFiles.writeDurably(clusterFile(), (bootstrap + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path clusterFile() {
        return root.resolve("brokers");
    }

    /**
     * Sequence of the first directory entry of a participant that must carry its accession; empty where that was never
     * decided.
     */
    OptionalLong accessionsFrom() {
        Path file = accessionsFile();
        return Files.isRegularFile(file)
                ? OptionalLong.of(Long.parseLong(SecretFiles.read(file).strip()))
                : OptionalLong.empty();
    }

    void accessionsFrom(long sequence) {
        SecretFiles.writeDurably(accessionsFile(), (sequence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path accessionsFile() {
        return root.resolve("accessions-from");
    }

    /** Where everything listens, written once it does, for the commands that talk to a running exchange. */
    public Path endpoints() {
        return root.resolve("endpoints.json");
    }

    /** Public keys of the exchange as a JWK set, for offline verification by anyone. */
    public Path publicKeys() {
        return root.resolve("exchange-keys.json");
    }

    /** Certificate, keys and outbox of a local submitter. */
    public Path submitter(String submitterId) {
        return root.resolve("submitters").resolve(submitterId);
    }

    /** Certificate, keys and inbox of a local partner. */
    public Path partner(String partnerId) {
        return root.resolve("partners").resolve(partnerId);
    }

    /** Whether a folder holds an exchange, without locking it. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve("lock"));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(endpoints());
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the data folder " + root, e);
        }
    }
}
