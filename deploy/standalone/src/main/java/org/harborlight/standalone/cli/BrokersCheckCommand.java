package org.harborlight.standalone.cli;

import java.util.List;
import org.harborlight.standalone.operator.BrokerCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether every partition has its copies. */
@Command(
        name = "check",
        description = {
            "Says which partitions have fewer copies than wanted, in sync or at all, or ask for fewer of them.",
            "Exit code 0 when there is none, 1 when there are."
        })
final class BrokersCheckCommand extends Subcommand {
    @Mixin
    private BrokerOptions options = new BrokerOptions();

    @Override
    public Integer call() {
        try (BrokerCluster cluster = new BrokerCluster(options.kafka())) {
            List<String> problems = cluster.problems(options.wanted());
            problems.forEach(out()::println);
            out().println(problems.isEmpty() ? "every partition is well" : problems.size() + " to look at");
            return problems.isEmpty() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }
}
