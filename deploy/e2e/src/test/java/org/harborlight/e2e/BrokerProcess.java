package org.harborlight.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.harborlight.kafka.BrokerMain;
import org.harborlight.kafka.ClusterNodes;
import org.harborlight.standalone.runtime.Brokers;
import org.harborlight.standalone.runtime.Closing;

/** A broker in a process of its own, which can be killed and started again on the same folder. Used by one thread. */
final class BrokerProcess implements Victim, AutoCloseable {
    private static final List<String> OPTIONS =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final BrokerSites sites;
    private final ClusterNodes nodes;
    private final int id;
    private Process process;

    private BrokerProcess(BrokerSites sites, int id) {
        this.sites = sites;
        this.nodes = sites.nodes();
        this.id = id;
        this.process = launch();
    }

    /** Starts so many, and waits until all of them serve. */
    static List<BrokerProcess> cluster(Path folder, int count, Closing closing) {
        return cluster(BrokerSites.onLoopback(folder, count), closing);
    }

    /** Starts one at each site, and waits until all of them serve. */
    static List<BrokerProcess> cluster(BrokerSites sites, Closing closing) {
        try {
            Files.createDirectories(sites.logs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<BrokerProcess> brokers = sites.nodes().nodes().stream()
                .map(node -> closing.add("broker " + node.id(), new BrokerProcess(sites, node.id())))
                .toList();
        brokers.forEach(BrokerProcess::awaitReady);
        return brokers;
    }

    /** What an exchange stands on. */
    static Brokers brokers(List<BrokerProcess> cluster) {
        ClusterNodes nodes = cluster.getFirst().nodes;
        return Brokers.elsewhere(nodes.bootstrapServers(), nodes.replication());
    }

    private Process launch() {
        List<String> command = new ArrayList<>(sites.launcher().apply(id));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                sites.folder().apply(id).toString(),
                nodes.toString(),
                Integer.toString(id)));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(sites.log(id).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a broker", e);
        }
    }

    @Override
    public void start() {
        process = launch();
    }

    /** Waits until the cluster counts it among those that serve. */
    @Override
    public void awaitReady() {
        await("broker " + id)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(this::serves);
    }

    private boolean serves() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("broker " + id + " ended, see " + sites.log(id));
        }
        return knownTo(nodes.node(id)) && (nodes.nodes().size() == 1 || knownToAnother());
    }

    /** One that was paused believes itself among them longer than the others do. */
    private boolean knownToAnother() throws InterruptedException {
        for (ClusterNodes.Node node : nodes.nodes()) {
            if (node.id() != id && knownTo(node)) {
                return true;
            }
        }
        return false;
    }

    private boolean knownTo(ClusterNodes.Node asked) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", asked.bootstrap(),
                "default.api.timeout.ms", 2_000,
                "request.timeout.ms", 2_000))) {
            return admin.describeCluster().nodes().get().stream().anyMatch(node -> node.id() == id);
        } catch (ExecutionException notServing) {
            return false;
        }
    }

    /** The number it has in its cluster. */
    int id() {
        return id;
    }

    /** Waits until it has ended by itself, and gives its exit code. */
    int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("broker " + id + " has not ended, see " + sites.log(id));
        }
        return process.exitValue();
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
