package org.harborlight.processor.topology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What the stores of an application looked like when it ended: size and checksum of every file, and when that was. A
 * seal that was damaged itself is none. Immutable.
 *
 * @param at when it was made
 * @param files checksum and size of each file, by its path within the folder
 */
record StateSeal(Instant at, Map<String, String> files) {
    private static final String FIRST = "harborlight-state 1";
    private static final int BUFFER = 1024 * 1024;

    /** Reads all files below the folder. */
    static StateSeal of(Path folder, Instant at) throws IOException {
        Map<String, String> files = new TreeMap<>();
        byte[] buffer = new byte[BUFFER];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (StateFolder.holdsState(folder, file)) {
                    files.put(folder.relativize(file).toString(), print(file, buffer));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new StateSeal(at, files);
    }

    private static String print(Path file, byte[] buffer) throws IOException {
        CRC32C checksum = new CRC32C();
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
                size += read;
            }
        }
        return Long.toHexString(checksum.getValue()) + " " + size;
    }

    /** Empty where there is none, or none that can be trusted. */
    static Optional<StateSeal> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException | CharacterCodingException none) {
            return Optional.empty();
        }
    }

    /** Whole or not at all: a seal that was written by half is none. */
    void write(Path file) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(half, text(), StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() {
        StringBuilder text = new StringBuilder(FIRST).append('\n').append(at).append('\n');
        files.forEach(
                (path, print) -> text.append(print).append(' ').append(path).append('\n'));
        return text.append(checksum(text.toString())).append('\n').toString();
    }

    private static Optional<StateSeal> parse(String text) {
        String[] lines = text.split("\n", -1);
        int last = lines.length - 2;
        if (last < 2 || !lines[0].equals(FIRST)) {
            return Optional.empty();
        }
        String body = text.substring(0, text.length() - lines[last].length() - 1);
        if (!checksum(body).equals(lines[last])) {
            return Optional.empty();
        }
        Map<String, String> files = new TreeMap<>();
        for (int line = 2; line < last; line++) {
            String[] parts = lines[line].split(" ", 3);
            files.put(parts[2], parts[0] + " " + parts[1]);
        }
        try {
            return Optional.of(new StateSeal(Instant.parse(lines[1]), files));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
