package org.harborlight.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of the small clients of {@code deploy/clients}, run as its reader would run it. Used by one thread; closing ends
 * it.
 */
final class ClientProcess implements AutoCloseable {
    private static final Path CLIENTS =
            Path.of("..", "clients").toAbsolutePath().normalize();
    private static final Path NODE = Path.of("target", "clients-node").toAbsolutePath();
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private ClientProcess(List<String> command, Path folder) {
        try {
            errors = Files.createTempFile("client-", ".err");
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "these tests need Node 18 with npm, and Python 3 with its cryptography package: " + command, e);
        }
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Copies the Node clients into the target folder, with exactly the packages that their lock names. */
    static void installNode() throws IOException, InterruptedException {
        Files.createDirectories(NODE);
        for (String name : List.of(
                "package.json", "package-lock.json", ".npmrc", "exchange.mjs", "submitter.mjs", "partner.mjs")) {
            Files.copy(
                    CLIENTS.resolve("node").resolve(name),
                    NODE.resolve(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        try (ClientProcess install =
                new ClientProcess(List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit"), NODE)) {
            install.end(INSTALL_LIMIT);
        }
    }

    static ClientProcess node(String program, String... arguments) {
        return new ClientProcess(command(List.of("node", program), arguments), NODE);
    }

    static ClientProcess java(String program, String... arguments) {
        return new ClientProcess(
                command(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                schemas(),
                                "java/" + program),
                        arguments),
                CLIENTS);
    }

    /** The module {@code schemas} and what it needs, nothing else. */
    private static String schemas() {
        Path target = CLIENTS.resolve("../../schemas/target").normalize();
        return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    }

    static ClientProcess python(String program, String... arguments) {
        return new ClientProcess(command(List.of("/usr/bin/python3", "python/" + program), arguments), CLIENTS);
    }

    static Path sampleNotice() {
        return CLIENTS.resolve("samples").resolve("notice.json");
    }

    private static List<String> command(List<String> first, String... arguments) {
        List<String> command = new ArrayList<>(first);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The next line that it prints; waits for it. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("ended early: " + Files.readString(errors));
        }
        return line;
    }

    /** Waits until it ends well; returns what it printed. */
    List<String> end(Duration limit) throws IOException, InterruptedException {
        List<String> lines = output.lines().toList();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("did not end well: " + lines + Files.readString(errors));
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
