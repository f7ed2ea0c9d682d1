package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.command.CommandRules;
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

    @Option(
            names = "--sign-only",
            paramLabel = "FILE",
            description = "Only sign, into a new file; another operator gives it, within a day.")
    private @Nullable Path signOnly;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description = "Sign what another operator has signed; incident, lane and reason must be the same as there.")
    private @Nullable Path with;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Operator operator = options.operator(cluster);
        try (OperatorTopics topics = cluster.open()) {
            List<CommandedIncident> incidents = incidents(topics);
            Path file = signOnly;
            if (file != null) {
                return sign(SignedOrder.of(one(incidents), operator, InstantSource.system()), file);
            }
            return give(orders(incidents, operator), topics, operator);
        }
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

    private static CommandedIncident one(List<CommandedIncident> incidents) {
        if (incidents.size() > 1) {
            throw new UsageException("both lanes have notices of the incident, and a file holds one command: once with"
                    + " --lane urgent, once with --lane standard; nothing was commanded");
        }
        return incidents.getFirst();
    }

    private List<SignedOrder> orders(List<CommandedIncident> incidents, Operator operator) {
        Path file = with;
        List<SignedOrder> orders = new ArrayList<>();
        if (file == null) {
            incidents.forEach(incident -> orders.add(SignedOrder.of(incident, operator, InstantSource.system())));
        } else {
            SignedOrder proposed = NoticeOrderSubcommand.read(file);
            if (!proposed.says(one(incidents), operator.reason())) {
                throw new UsageException(file + " says something else: " + text(proposed.command()));
            }
            orders.add(proposed.signedBy(operator));
        }
        if (orders.getFirst().signatures() < CommandRules.signatures(CommandKind.UNLINK)) {
            throw new UsageException("this needs two operators: give --operator-key twice, or --sign-only FILE here and"
                    + " --with FILE where the other key is; nothing was commanded");
        }
        return orders;
    }

    private static String text(Command command) {
        CommandedIncident about = command.getIncident();
        String subject = about == null
                ? ""
                : " " + about.getSubmitterId() + ", reference " + about.getReference() + ", lane " + laneOf(about);
        return command.getKind() + subject + ", by " + command.getOperator() + ", because: " + command.getReason();
    }

    private static String laneOf(CommandedIncident incident) {
        return incident.getLane().name().toLowerCase(Locale.ROOT);
    }

    private int sign(SignedOrder order, Path file) {
        if (Files.exists(file)) {
            throw new UsageException(file + " exists");
        }
        order.write(file);
        out().println(file + "  " + text(order.command()) + "; signatures: " + order.signatures()
                + ". Nothing is commanded yet.");
        return HarborlightCommand.OK;
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
        return incident == null ? notice : notice + ", lane " + laneOf(incident);
    }
}
