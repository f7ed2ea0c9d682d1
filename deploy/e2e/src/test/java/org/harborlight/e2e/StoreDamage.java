package org.harborlight.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** What can happen to the stores of a processor while it is not running. */
enum StoreDamage {
    DELETED {
        @Override
        void afflict(Path stores, Path earlier) throws IOException {
            delete(stores);
        }
    },
    /** Of an earlier end of the processor, as it was. */
    OLD_COPY {
        @Override
        void afflict(Path stores, Path earlier) throws IOException {
            delete(stores);
            copy(earlier, stores);
        }
    },
    /** The old stores believe that they are as new as the changelogs say. */
    OLD_COPY_WITH_NEW_CHECKPOINTS {
        @Override
        void afflict(Path stores, Path earlier) throws IOException {
            for (Path database : named(earlier, "rocksdb")) {
                Path now = stores.resolve(earlier.relativize(database));
                delete(now);
                copy(database, now);
            }
        }
    },
    CHECKPOINTS_GARBLED {
        @Override
        void afflict(Path stores, Path earlier) throws IOException {
            for (Path checkpoint : named(stores, ".checkpoint")) {
                Files.writeString(checkpoint, "not a checkpoint");
            }
        }
    },
    FILES_GARBLED {
        @Override
        void afflict(Path stores, Path earlier) throws IOException {
            for (Path file : tables(stores)) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < bytes.length; i += 16) {
                    bytes[i] ^= 0x55;
                }
                Files.write(file, bytes);
            }
        }
    };

    /**
     * Lets it happen.
     *
     * @param stores of the processor that ended
     * @param earlier a copy of them, from when it ended before
     */
    abstract void afflict(Path stores, Path earlier) throws IOException;

    private static List<Path> tables(Path stores) throws IOException {
        try (Stream<Path> found = Files.walk(stores)) {
            return found.filter(path -> path.toString().endsWith(".sst")).toList();
        }
    }

    private static List<Path> named(Path folder, String name) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.endsWith(name)).toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
