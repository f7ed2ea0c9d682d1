package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies, moves and deletes whole folders. Stateless. */
final class FileTrees {
    private FileTrees() {}

    /**
     * Copies with times and permissions, and what a link points to in place of the link; once this has returned the copy
     * is on the disk.
     */
    static void copy(Path from, Path to) {
        walk(from, Set.of(FileVisitOption.FOLLOW_LINKS), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.copy(folder, target(folder), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
                try (FileChannel copied = FileChannel.open(target(file), StandardOpenOption.READ)) {
                    copied.force(true);
                }
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path found) {
                return to.resolve(from.relativize(found).toString());
            }
        });
    }

    /** Within one file system. */
    static void move(Path from, Path to) {
        try {
            Files.createDirectories(
                    Objects.requireNonNull(to.toAbsolutePath().normalize().getParent()));
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + from + " to " + to, e);
        }
    }

    /** Where there is one; what links in it point to stays. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        walk(folder, Set.of(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path folder, Set<FileVisitOption> options, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(folder, options, Integer.MAX_VALUE, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot go through " + folder, e);
        }
    }
}
