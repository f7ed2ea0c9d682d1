package org.harborlight.standalone.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.OperatorTopics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes signed commands, waits for their answers and prints them; exit code 1 unless each was applied. */
abstract class RedriveSubcommand extends Subcommand {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What is to be commanded, by the name under which its answer is printed. */
    abstract Map<String, Command> commands(OperatorTopics topics, CommandDesk desk);

    @Override
    public final Integer call() {
        var operator = options.operator(cluster);
        try (OperatorTopics topics = cluster.open()) {
            CommandDesk desk = new CommandDesk(topics, operator, InstantSource.system());
            Map<String, Command> commands = commands(topics, desk);
            CommandAnswers answers =
                    new CommandAnswers(commands, desk.give(List.copyOf(commands.values()), options.patience()));
            answers.print(this, json);
            return answers.allApplied() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }
}
