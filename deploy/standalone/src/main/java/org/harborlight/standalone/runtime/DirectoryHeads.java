package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.standalone.pki.SecretFiles;

/** How far the directory had come, as services keep it in files: "sequence digest" of the highest head seen. Stateless. */
public final class DirectoryHeads {
    private DirectoryHeads() {}

    /** The highest of a folder; empty where none is kept there. */
    static Optional<Long> highest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".head"))
                    .flatMap(file -> read(file).stream())
                    .max(Long::compare);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** Sequence in one file; empty where it is none. */
    public static Optional<Long> read(Path file) {
        return Optional.of(SecretFiles.read(file).strip().split(" ", 2)[0])
                .filter(sequence -> sequence.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }
}
