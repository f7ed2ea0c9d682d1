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
    /** System property: a recorded start (an AOT cache) of the standalone program. */
    private static final String RECORDED = "harborlight.aot";

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xmx512m -XX:+UseG1GC -XX:ThreadPriorityPolicy=1",
            description = "Options of the services' JVMs (default: ${DEFAULT-VALUE}).")
    private List<String> jvm = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    /**
     * Options of the services' JVMs. They begin from the start that was recorded, where there is one, as the start script has
     * it.
     */
    List<String> jvm() {
        List<String> options = new ArrayList<>(jvm);
        String recorded = System.getProperty(RECORDED, "");
        if (!recorded.isEmpty()) {
            options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining"));
            options.addAll(List.of("-XX:AOTCache=" + recorded, "-Xlog:aot*=off", "-Xlog:cds*=off"));
        }
        return options;
    }

    void write(JsonNode result) throws IOException {
        if (json != null) {
            Files.writeString(json, result.toPrettyString() + "\n");
        }
    }

    static void say(String what) {
        System.err.println("bench: " + what + " …");
    }
}
