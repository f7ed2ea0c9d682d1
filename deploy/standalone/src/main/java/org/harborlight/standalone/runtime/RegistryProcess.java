package org.harborlight.standalone.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harborlight.standalone.pki.SecretFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apicurio Registry in a process of its own, reachable on 127.0.0.1 only, with its database in the data folder. Its
 * global compatibility rule is FULL_TRANSITIVE whenever {@link #start} has returned. The process ends with this one,
 * see {@link RegistryChildMain}. Starting takes the calling thread until the registry answers.
 */
public final class RegistryProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryProcess.class);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final String url;

    private RegistryProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the registry and sets its global rule.
     *
     * @param folder holds its database and its log; made when missing
     * @param port 0 picks a free one
     */
    public static RegistryProcess start(Path folder, int port) {
        SecretFiles.createFolder(folder);
        CompletableFuture<String> listening = new CompletableFuture<>();
        Process process = launch(folder, port);
        Path log = folder.resolve("registry.log");
        Thread.ofPlatform().daemon().name("registry-log").start(() -> copyLog(process, log, listening));
        try {
            String base = listening.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            RegistryProcess registry = new RegistryProcess(process, base + "/apis/ccompat/v7");
            registry.requireFullTransitive();
            return registry;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while the schema registry started", e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the schema registry did not start; see " + log, e);
        }
    }

    private static Process launch(Path folder, int port) {
        try {
            return new ProcessBuilder(RegistryCommand.of(folder.toAbsolutePath(), port))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the schema registry", e);
        }
    }

    private static void copyLog(Process process, Path log, CompletableFuture<String> listening) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.println(line);
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(matcher.group(1));
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the registry's log ended");
        }
        listening.completeExceptionally(new IllegalStateException("the schema registry ended during its start"));
    }

    private void requireFullTransitive() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/config"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("the schema registry refused its global rule, status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the schema registry does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the schema registry started", e);
        }
    }

    /** Base URL of the Confluent API. */
    public String url() {
        return url;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Process id, for tests and diagnosis. */
    public long pid() {
        return process.pid();
    }

    /** Asks it to end by closing its standard input, and waits until it has. */
    @Override
    public void close() {
        try {
            process.outputWriter().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the registry's input was closed already");
        }
        try {
            long patience = RegistryCommand.records() ? RegistryCommand.RECORDING_TAKES.toSeconds() : 10;
            if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
