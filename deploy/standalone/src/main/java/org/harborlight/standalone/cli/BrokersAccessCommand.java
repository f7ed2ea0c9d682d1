package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.harborlight.standalone.operator.BrokerAcls;
import org.harborlight.standalone.operator.NeededAcl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The least that each party must be allowed at the brokers. */
@Command(
        name = "access",
        description = {
            "Prints the ACLs that the services, and an operator's commands, need at the brokers, and no more than that.",
            "A name with * at its end stands for all that begin so. With --bootstrap it says which of them are there,",
            "and which others these principals have. Changes nothing unless --apply is given; takes none away.",
            "Exit code 0 when none is missing, or no brokers were asked, 1 when there are."
        })
final class BrokersAccessCommand extends Subcommand {
    /** How an ACL stands. */
    private enum State {
        NEEDED,
        THERE,
        MISSING,
        NEW,
        NOT_NEEDED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private PrincipalOptions principals = new PrincipalOptions();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT,…",
            description = "Kafka brokers to compare with, reached by somebody who may look at ACLs.")
    private @Nullable String bootstrap;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client, such as its TLS settings.")
    private @Nullable Path kafkaConfig;

    @Option(names = "--apply", description = "Have the brokers of --bootstrap hold those that are missing.")
    private boolean apply;

    @Option(
            names = "--script",
            description = {
                "Print calls of Kafka's own kafka-acls.sh, as a shell script: what it is called with goes to each of them,",
                "such as --bootstrap-server and --command-config."
            })
    private boolean script;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<NeededAcl> needed = principals.needed();
        if (script && (json || bootstrap != null)) {
            throw new UsageException("--script goes neither with --json nor with --bootstrap");
        }
        if (bootstrap != null) {
            return compare(needed, bootstrap);
        }
        if (apply) {
            throw new UsageException("--apply needs --bootstrap");
        }
        if (script) {
            AclText.script(needed.stream().map(NeededAcl::acl).toList()).forEach(out()::println);
        } else {
            print(needed.stream()
                    .map(one -> new Line(State.NEEDED, one.party().word(), one.acl()))
                    .toList());
        }
        return HarborlightCommand.OK;
    }

    private int compare(List<NeededAcl> needed, String brokers) {
        Set<AclBinding> wanted = needed.stream().map(NeededAcl::acl).collect(Collectors.toUnmodifiableSet());
        Set<String> who = wanted.stream().map(acl -> acl.entry().principal()).collect(Collectors.toUnmodifiableSet());
        List<Line> lines = new ArrayList<>();
        try (BrokerAcls acls = new BrokerAcls(KafkaSettings.of(brokers, kafkaConfig))) {
            Set<AclBinding> there = acls.of(who);
            State otherwise = apply ? State.NEW : State.MISSING;
            needed.forEach(one -> lines.add(new Line(
                    there.contains(one.acl()) ? State.THERE : otherwise,
                    one.party().word(),
                    one.acl())));
            there.stream()
                    .filter(acl -> !wanted.contains(acl))
                    .map(acl -> new Line(State.NOT_NEEDED, "", acl))
                    .forEach(lines::add);
            List<AclBinding> missing =
                    wanted.stream().filter(acl -> !there.contains(acl)).toList();
            if (apply) {
                acls.add(missing);
            }
            print(lines);
            return missing.isEmpty() || apply ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }

    private record Line(State state, String party, AclBinding acl) {}

    private void print(List<Line> lines) {
        if (json) {
            ArrayNode all = JSON.createArrayNode();
            lines.forEach(
                    line -> AclText.write(line.acl(), line.party(), line.state().word(), all));
            print(all);
            return;
        }
        String heading = "";
        for (Line line : lines) {
            String next = line.acl().entry().principal() + (line.party().isEmpty() ? "" : ", " + line.party());
            if (!next.equals(heading)) {
                out().println(next);
                heading = next;
            }
            out().println(String.format(Locale.ROOT, "  %-10s  %s", line.state().word(), AclText.line(line.acl())));
        }
    }
}
