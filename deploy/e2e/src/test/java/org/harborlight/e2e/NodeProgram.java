package org.harborlight.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Node program of {@code src/test/node}, copied into the target folder with exactly the packages that its lock names.
 * Packages are fetched when the lock has changed, and kept from run to run otherwise; no script of a package runs.
 * Blocking; used by one thread at a time.
 */
final class NodeProgram {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final String LOCK = "package-lock.json";
    /** A copy of the lock, written once its packages are all there. */
    private static final String INSTALLED = "installed-lock.json";

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);

    private NodeProgram() {}

    /** Copies the program and sees to its packages. */
    static NodeProgram install() {
        try {
            Files.createDirectories(FOLDER);
            for (String name : List.of("package.json", LOCK, ".npmrc", "consumer.mjs")) {
                Files.copy(SOURCE.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            Path lock = FOLDER.resolve(LOCK);
            Path installed = FOLDER.resolve(INSTALLED);
            if (!Files.exists(installed) || Files.mismatch(lock, installed) != -1) {
                Files.deleteIfExists(installed);
                execute(INSTALL_LIMIT, List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"));
                Files.copy(lock, installed);
            }
            return new NodeProgram();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install the Node program in " + FOLDER.toAbsolutePath(), e);
        }
    }

    /** Runs it to its end; returns the lines that it printed. */
    List<String> run(Duration limit, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", "consumer.mjs"));
        command.addAll(Arrays.asList(arguments));
        try {
            return execute(limit, command).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run the Node program in " + FOLDER.toAbsolutePath(), e);
        }
    }

    private static String execute(Duration limit, List<String> command) throws IOException {
        Path output = FOLDER.toAbsolutePath().resolve(command.getFirst() + ".out");
        Path errors = FOLDER.toAbsolutePath().resolve(command.getFirst() + ".err");
        Process process = start(new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile()));
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(command + " did not end within " + limit.toSeconds() + " s: "
                        + Files.readString(errors) + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": "
                    + Files.readString(errors) + Files.readString(output));
        }
        return Files.readString(output);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "this test needs `node` (18 or later) and `npm` on the path; Debian has them as nodejs and npm", e);
        }
    }
}
