package org.harborlight.e2e;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A network namespace for each broker, each joined to one bridge by a cable of its own; the services and the test sit at
 * the bridge. Everything in it is named after this process, and {@link #close} removes it; what a process left that was
 * killed, the next one removes. Needs root, and the programs {@code ip}, {@code nft}, {@code ss} and {@code tc}. Used by
 * one thread.
 */
final class BrokerNetwork implements AutoCloseable {
    /** Networks for measuring, which nobody routes (RFC 2544). */
    private static final String RANGE = "198.18.";

    private static final int SUBNETS = 250;
    private static final String PREFIX = "hl";
    private static final Pattern OURS = Pattern.compile("\\b" + PREFIX + "([0-9]+)(n[0-9]|br)\\b");

    private final String name;
    private final String subnet;
    private final List<BrokerCable> cables;

    private BrokerNetwork(int count) {
        long pid = ProcessHandle.current().pid();
        this.name = PREFIX + pid;
        this.subnet = RANGE + pid % SUBNETS + ".";
        this.cables = IntStream.rangeClosed(1, count)
                .mapToObj(id -> new BrokerCable(name + "n" + id, name + "n" + id))
                .toList();
    }

    /** Why there cannot be one here, or not every fault in it; empty where there can. */
    static Optional<String> missing() {
        try (BrokerNetwork probe = create(1)) {
            for (NetworkFault fault : NetworkFault.values()) {
                probe.cable(1).begin(fault);
                probe.cable(1).end(fault);
            }
            return Optional.empty();
        } catch (IllegalStateException | UncheckedIOException e) {
            return Optional.of("network faults are not possible here: " + e.getMessage());
        }
    }

    /** For so many brokers, numbered from 1. */
    static BrokerNetwork create(int count) {
        removeLeftovers();
        BrokerNetwork network = new BrokerNetwork(count);
        try {
            network.build();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return network;
    }

    private void build() {
        SystemCommand.run("ip", "link", "add", bridge(), "type", "bridge");
        SystemCommand.run("ip", "addr", "add", subnet + "254/24", "dev", bridge());
        SystemCommand.run("ip", "link", "set", bridge(), "up");
        for (int id = 1; id <= cables.size(); id++) {
            String namespace = cable(id).namespace();
            String inside = BrokerCable.INSIDE;
            SystemCommand.run("ip", "netns", "add", namespace);
            SystemCommand.run(
                    "ip", "link", "add", cable(id).name(), "type", "veth", "peer", "name", inside, "netns", namespace);
            SystemCommand.run("ip", "link", "set", cable(id).name(), "master", bridge(), "up");
            SystemCommand.run("ip", "-n", namespace, "addr", "add", address(id) + "/24", "dev", inside);
            SystemCommand.run("ip", "-n", namespace, "link", "set", inside, "up");
            SystemCommand.run("ip", "-n", namespace, "link", "set", "lo", "up");
        }
    }

    BrokerCable cable(int id) {
        return cables.get(id - 1);
    }

    /** Where each broker listens. */
    List<String> addresses() {
        return IntStream.rangeClosed(1, cables.size()).mapToObj(this::address).toList();
    }

    private String address(int id) {
        return subnet + id;
    }

    private String bridge() {
        return name + "br";
    }

    @Override
    public void close() {
        cables.forEach(cable -> remove(cable.name()));
        remove(bridge());
    }

    /** A link or a namespace; a cable goes with its other end, and has the name of its namespace. */
    private static void remove(String named) {
        if (SystemCommand.works("ip", "link", "show", named)) {
            SystemCommand.run("ip", "link", "del", named);
        }
        if (SystemCommand.run("ip", "netns", "list").contains(named)) {
            SystemCommand.run("ip", "netns", "del", named);
        }
    }

    private static void removeLeftovers() {
        Matcher found =
                OURS.matcher(SystemCommand.run("ip", "netns", "list") + "\n" + SystemCommand.run("ip", "-br", "link"));
        while (found.find()) {
            if (!Files.exists(Path.of("/proc", found.group(1)))) {
                remove(found.group());
            }
        }
    }
}
