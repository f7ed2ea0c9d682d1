package org.harborlight.standalone.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** Files and folders that only their owner can read (0600, 0700), written whole or not at all. */
public final class SecretFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private SecretFiles() {}

    public static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder, permissions("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static void write(Path file, Properties properties) {
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        write(file, text.toString());
    }

    /** Writes through a temporary file beside it, so that a reader never sees half of it. */
    public static void write(Path file, byte[] bytes) {
        try {
            createFolder(
                    Objects.requireNonNull(file.toAbsolutePath().normalize().getParent()));
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part, permissions("rw-------"));
            Files.write(part, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** As {@link #write(Path, byte[])}, and once this has returned the file is there after a power failure as well. */
    public static void writeDurably(Path file, byte[] bytes) {
        write(file, bytes);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        sync(folder);
        sync(Objects.requireNonNullElse(folder.getParent(), folder));
    }

    /** Whether nobody but its owner can look into it. */
    public static boolean isPrivate(Path folder) {
        try {
            return !POSIX || Collections.disjoint(Files.getPosixFilePermissions(folder), OTHERS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + folder, e);
        }
    }

    /** Attributes for a new file that is written in place, such as a lock. */
    public static FileAttribute<?>[] ownerOnly() {
        return permissions("rw-------");
    }

    private static void sync(Path folder) {
        if (!POSIX) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + " to the disk", e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static FileAttribute<?>[] permissions(String posix) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
