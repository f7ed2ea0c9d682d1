package org.harborlight.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every run, and where its result goes. */
final class RigOptions {
    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xmx512m -XX:+UseSerialGC",
            description = "Options of the services' JVMs (default: ${DEFAULT-VALUE}).")
    List<String> jvm = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    void write(JsonNode result) throws IOException {
        if (json != null) {
            Files.writeString(json, result.toPrettyString() + "\n");
        }
    }

    static void say(String what) {
        System.err.println("bench: " + what + " …");
    }
}
