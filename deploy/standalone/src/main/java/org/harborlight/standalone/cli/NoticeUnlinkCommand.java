package org.harborlight.standalone.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.Incidents;
import org.harborlight.standalone.operator.Operator;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.SignedOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an incident that was joined to a case by mistake a case of its own, in each lane that has notices of it. */
@CommandLine.Command(
        name = "unlink",
        description = {
            "Gives an incident that was joined to a case by mistake a case of its own: all that its submitter sent under the",
            "incident key of this notice. Desks that have the case are told which notices are no longer of it, and get the new one.",
            "Needs two operators. Cannot be undone. Commands each lane that has notices of the incident. Exit code 1 unless each",
            "was applied."
        })
final class NoticeUnlinkCommand extends Subcommand {
    @Parameters(paramLabel = "SUBMITTER/NOTICE-ID", description = "A notice of the incident, as topics name it.")
    private String notice = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = "urgent or standard: only there (default: each lane that has notices of the incident).")
    private @Nullable String lane;

    @Mixin
    private SigningOptions signing = new SigningOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Operator operator = options.operator(cluster);
        try (OperatorTopics topics = cluster.open()) {
            List<SignedOrder> orders = orders(topics, operator);
            if (signing.signOnly()) {
                signing.write(orders.getFirst(), out());
                return HarborlightCommand.OK;
            }
            orders.forEach(SigningOptions::requireEnough);
            return give(orders, topics, operator);
        }
    }

    private List<SignedOrder> orders(OperatorTopics topics, Operator operator) {
        List<CommandedIncident> incidents = incidents(topics);
        if (signing.inFile() && incidents.size() > 1) {
            throw new UsageException("both lanes have notices of the incident, and a file holds one command: once with"
                    + " --lane urgent, once with --lane standard; nothing was commanded");
        }
        return incidents.stream()
                .map(incident -> signing.order(
                        () -> SignedOrder.of(incident, operator, InstantSource.system()),
                        proposed -> proposed.says(incident, operator.reason()),
                        operator))
                .toList();
    }

    private List<CommandedIncident> incidents(OperatorTopics topics) {
        CommandedNotice named = NoticeOrderSubcommand.named(notice);
        Lane only = lane == null ? Lane.UNSPECIFIED : lane(lane);
        List<CommandedIncident> found = Incidents.find(topics, named.getSubmitterId(), named.getNoticeId()).stream()
                .filter(incident -> only == Lane.UNSPECIFIED || incident.getLane() == only)
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("no verdict there says that " + notice + " is in a case; nothing was commanded");
        }
        return found;
    }

    private static Lane lane(String name) {
        return switch (name) {
            case "urgent" -> Lane.URGENT;
            case "standard" -> Lane.STANDARD;
            default -> throw new UsageException("--lane: urgent or standard");
        };
    }

    private int give(List<SignedOrder> orders, OperatorTopics topics, Operator operator) {
        CommandDesk desk = new CommandDesk(topics, operator, InstantSource.system());
        Map<String, Command> commands = new LinkedHashMap<>();
        orders.forEach(order -> commands.put(subject(order.command()), order.command()));
        CommandAnswers answers = new CommandAnswers(commands, desk.giveSigned(orders, options.patience()));
        answers.print(this, json);
        return answers.allApplied() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private String subject(Command command) {
        CommandedIncident incident = command.getIncident();
        return incident == null ? notice : notice + ", lane " + SigningOptions.lane(incident);
    }
}
