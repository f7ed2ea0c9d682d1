package org.harborlight.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.harborlight.schemas.directory.Directory;

/**
 * The highest directory head that this service has seen, kept over restarts so that a rollback in between is noticed.
 * One line, "sequence head", replaced in one step. A file that cannot be read stops the service: it must not be
 * mistaken for a first start.
 */
final class HeadFile {
    private final Path file;

    HeadFile(Path file) {
        this.file = file;
    }

    /** A position in the directory's chain. */
    record Head(long sequence, String sha256) {
        boolean contradicts(Directory directory) {
            return directory.sequence() == sequence && !directory.head().equals(sha256);
        }
    }

    Optional<Head> read() {
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return Optional.of(new Head(Long.parseLong(parts[0]), parts[1]));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the directory head file " + file, e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("the directory head file is damaged: " + file, e);
        }
    }

    void write(Directory directory) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, directory.sequence() + " " + directory.head() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the directory head file " + file, e);
        }
    }
}
