package org.harborlight.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Programs of the operating system that the fault tests call, such as {@code ip} and {@code mount}. */
final class SystemCommand {
    private SystemCommand() {}

    /** What became of one. */
    private record Ended(int code, String output) {}

    /** Runs it to its end, and gives what it printed. */
    static String run(String... command) {
        return feed("", command);
    }

    /** Runs it with this on its standard input. */
    static String feed(String input, String... command) {
        Ended ended = ended(input, command);
        if (ended.code() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + ended.code() + ": " + ended.output());
        }
        return ended.output();
    }

    /** Whether it ends well. */
    static boolean works(String... command) {
        return ended("", command).code() == 0;
    }

    private static Ended ended(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(input);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command[0] + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command[0] + " ran", e);
        }
    }
}
