package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.harborlight.schemas.codec.DecodeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What all commands share: help, and where they print. */
@Command(mixinStandardHelpOptions = true)
abstract class Subcommand implements Callable<Integer> {
    static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    final CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    final PrintWriter out() {
        return commandLine().getOut();
    }

    final PrintWriter err() {
        return commandLine().getErr();
    }

    final void print(JsonNode node) {
        try {
            out().println(JSON.writeValueAsString(node));
            out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot print JSON", e);
        }
    }

    /** What is made of files that the caller named: where they are damaged, that is for the caller to mend. */
    static <T> T usable(String what, Supplier<T> made) {
        try {
            return made.get();
        } catch (DecodeException e) {
            String said = e.getCause() instanceof IllegalArgumentException cause ? ": " + cause.getMessage() : "";
            throw new UsageException("cannot use " + what + ": " + e.getMessage() + said);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | NoSuchElementException e) {
            throw new UsageException("cannot use " + what + ": " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    static byte[] readFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
