package org.harborlight.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * What joins one broker's network namespace to everyone else; faults happen to it.
 *
 * @param namespace where the broker runs
 * @param name of the end outside, at the bridge
 */
record BrokerCable(String namespace, String name) {
    /** Of the end in the namespace. */
    static final String INSIDE = "eth0";

    private static final List<String> NARROW =
            List.of("root", "tbf", "rate", "512kbit", "burst", "4kb", "latency", "1000ms");
    private static final String TABLE = "harborlight";

    /** A refusal must itself get out. */
    private static final String REFUSAL = """
            table inet harborlight {
                chain asked {
                    type filter hook input priority 0
                    iifname "eth0" meta l4proto tcp reject with tcp reset
                }
                chain asking {
                    type filter hook output priority 0
                    oifname "eth0" tcp flags & rst != rst reject with tcp reset
                }
            }
            """;

    /** Lets it happen from now on; a {@link NetworkFault#RESET} has then happened. Says what the system says about it. */
    String begin(NetworkFault fault) {
        return switch (fault) {
            case HANG -> SystemCommand.run("ip", "link", "set", name, "down");
            case REFUSE -> SystemCommand.feed(REFUSAL, inside(List.of("nft", "-f", "-")));
            case RESET -> SystemCommand.run(inside(List.of("ss", "-K", "-H", "-t", "state", "established")));
            case SLOW -> {
                SystemCommand.run(narrow(name).toArray(String[]::new));
                yield SystemCommand.run(inside(narrow(INSIDE)));
            }
        };
    }

    /** Ends it, and says what the system says about it. */
    String end(NetworkFault fault) {
        return switch (fault) {
            case HANG -> SystemCommand.run("ip", "link", "set", name, "up");
            case REFUSE -> SystemCommand.run(inside(List.of("nft", "delete", "table", "inet", TABLE)));
            case RESET -> "";
            case SLOW -> {
                String told = SystemCommand.run("tc", "-s", "qdisc", "show", "dev", name);
                SystemCommand.run("tc", "qdisc", "del", "dev", name, "root");
                SystemCommand.run(inside(List.of("tc", "qdisc", "del", "dev", INSIDE, "root")));
                yield told;
            }
        };
    }

    /** What a command begins with that runs in the namespace. */
    List<String> launcher() {
        return List.of("ip", "netns", "exec", namespace);
    }

    private String[] inside(List<String> command) {
        List<String> all = new ArrayList<>(launcher());
        all.addAll(command);
        return all.toArray(String[]::new);
    }

    private static List<String> narrow(String device) {
        List<String> all = new ArrayList<>(List.of("tc", "qdisc", "add", "dev", device));
        all.addAll(NARROW);
        return all;
    }
}
