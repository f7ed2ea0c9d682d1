package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.harborlight.standalone.HarborlightMain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the shell blocks of {@code deploy/README.md}, word for word and in their order: a lost state directory, a restored
 * broker, the move to three brokers. Programs that a block calls are this build's; of Kafka's distribution the same
 * classes that its scripts call.
 */
@Tag("faults")
final class RunbookIT {
    /** Whatever a block left in the background ends with the page, also where that fails. */
    private static final String CLEAN_UP = "trap 'kill -9 $(jobs -p) 2>/dev/null || true' EXIT\n";

    private static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();
    private static final long LIMIT_MINUTES = 20;
    private static final String JVM = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -Dlogback.configurationFile=logback-standalone.xml";

    @TempDir
    private Path home;

    @Test
    void shouldDoWhatThePageSays() throws Exception {
        program("deploy/harborlight", HarborlightMain.class.getName());
        program("kafka/bin/kafka-server-start.sh", "kafka.Kafka");
        program("kafka/bin/kafka-storage.sh", "kafka.tools.StorageTool");
        Files.createSymbolicLink(home.resolve("deploy/samples"), DEPLOY.resolve("samples"));
        Path log = Path.of("target", "runbooks.log").toAbsolutePath();

        Process bash = bash(log);
        try {
            boolean ended = bash.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);

            assertThat(ended).as("ended in time, see %s", log).isTrue();
            assertThat(bash.exitValue()).as("see %s: %s", log, end(log)).isZero();
        } finally {
            endAll(bash);
        }
    }

    private Process bash(Path log) throws IOException {
        Path script = home.resolve("page.sh");
        Files.writeString(script, CLEAN_UP + String.join("\n", blocks()) + "\n");
        ProcessBuilder bash = new ProcessBuilder("bash", "-euxo", "pipefail", script.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        bash.environment().put("KAFKA_HOME", home.resolve("kafka").toString());
        bash.environment().put("TMPDIR", home.toString());
        return bash.start();
    }

    /** The lines of the page that stand in blocks for the shell. */
    private static List<String> blocks() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DEPLOY.resolve("README.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside) {
                lines.add(line);
            }
        }
        assertThat(lines).as("lines to run").hasSizeGreaterThan(60);
        return lines;
    }

    /** A script that becomes a program of this class path, as the shipped one does. */
    private void program(String name, String main) throws IOException {
        Path script = home.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' " + JVM + " -cp '"
                        + System.getProperty("java.class.path") + "' " + main + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** What is left of a page that took too long. */
    private static void endAll(Process bash) {
        try (Stream<ProcessHandle> below = bash.descendants()) {
            List<ProcessHandle> left = below.toList();
            bash.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
