package org.harborlight.standalone.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One service in a JVM of its own, as it would run in a cluster, which can be killed without a word and started again
 * from the same configuration file. Used by one thread.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final String mainClass;
    private final Path configuration;
    private final URI management;
    private final List<String> options;
    private final File log;
    private String classPath = System.getProperty("java.class.path");
    private @Nullable Process process;

    /**
     * Prepares; nothing is started yet.
     *
     * @param options of its JVM, as {@code java} takes them
     * @param logs folder for what it prints
     */
    ServiceProcess(Class<?> main, Path configuration, URI management, List<String> options, Path logs) {
        this.mainClass = main.getName();
        this.configuration = configuration;
        this.management = management;
        this.options = List.copyOf(options);
        this.log = logs.resolve(configuration.getFileName() + ".log").toFile();
    }

    /** Starts it; {@link #awaitReady} waits for it. */
    public ServiceProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", classPath, mainClass, configuration.toString()));
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

    /** From its next start on it is the version of the program that this class path leads to. */
    public void becomes(String programClassPath) {
        classPath = programClassPath;
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (ManagementClient client = new ManagementClient()) {
            while (!isReady(client) || !running().isAlive()) {
                if (System.nanoTime() > deadline || !running().isAlive()) {
                    throw new IllegalStateException(mainClass + " did not get ready, see " + log);
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    private boolean isReady(ManagementClient client) {
        try {
            return client.get(management, "/ready").status() == 200;
        } catch (IOException notListeningYet) {
            return false;
        }
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() {
        try {
            running().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI management() {
        return management;
    }

    /** File with all that it has printed since its first start. */
    public Path log() {
        return log.toPath();
    }

    public ProcessHandle handle() {
        return running().toHandle();
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("never started: " + mainClass);
        }
        return running;
    }

    /** SIGTERM, as for a restart: it finishes what it does. {@link #start} starts it again. */
    public void stop() {
        close();
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
