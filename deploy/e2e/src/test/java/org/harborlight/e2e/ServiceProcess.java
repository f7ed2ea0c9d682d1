package org.harborlight.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.harborlight.standalone.runtime.ManagementClient;
import org.jspecify.annotations.Nullable;

/**
 * One service in a JVM of its own, as it would run in a cluster, which can be killed without a word and started again
 * from the same configuration file. Used by one thread.
 */
final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final String mainClass;
    private final Path configuration;
    private final URI management;
    private final File log;
    private @Nullable Process process;

    ServiceProcess(String mainClass, Path configuration, URI management, Path logs) {
        this.mainClass = mainClass;
        this.configuration = configuration;
        this.management = management;
        this.log = logs.resolve(mainClass + ".log").toFile();
    }

    /** Starts it; {@link #awaitReady} waits for it. */
    ServiceProcess start() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass,
                configuration.toString());
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + mainClass, e);
        }
        return this;
    }

    void awaitReady() {
        try (ManagementClient client = new ManagementClient()) {
            Awaitility.await(mainClass + " is ready, see " + log)
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> client.get(management, "/ready").status() == 200);
        }
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("not running");
        }
        try {
            running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
