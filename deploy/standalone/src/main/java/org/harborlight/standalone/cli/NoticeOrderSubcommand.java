package org.harborlight.standalone.cli;

import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.Operator;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.SignedOrder;
import org.harborlight.standalone.operator.StoredKeys;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the section keys of a notice, which two operators sign. */
abstract class NoticeOrderSubcommand extends Subcommand {
    private static final Pattern NOTICE = Pattern.compile("([a-z0-9-]{1,40})/([0-9a-fA-F-]{36})");

    private final CommandKind kind;

    @Parameters(paramLabel = "SUBMITTER/NOTICE-ID", description = "The notice, as topics name it.")
    private String notice = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Mixin
    private SigningOptions signing = new SigningOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NoticeOrderSubcommand(CommandKind kind) {
        this.kind = kind;
    }

    @Override
    public final Integer call() {
        CommandedNotice subject = named(notice);
        Operator operator = options.operator(cluster);
        SignedOrder order = signing.order(
                () -> SignedOrder.of(kind, subject, operator, InstantSource.system()),
                proposed -> proposed.says(kind, subject, operator.reason()),
                operator);
        if (signing.signOnly()) {
            signing.write(order, out());
            return HarborlightCommand.OK;
        }
        SigningOptions.requireEnough(order);
        try (OperatorTopics topics = cluster.open()) {
            return give(order, subject, topics, operator);
        }
    }

    /** The notice that an operator named; throws UsageException where it is not SUBMITTER/NOTICE-ID. */
    static CommandedNotice named(String notice) {
        Matcher parts = NOTICE.matcher(notice);
        if (!parts.matches()) {
            throw new UsageException("not a notice: " + notice + "; write SUBMITTER/NOTICE-ID");
        }
        return new CommandedNotice(parts.group(1), parts.group(2));
    }

    private int give(SignedOrder order, CommandedNotice subject, OperatorTopics topics, Operator operator) {
        if (kind != CommandKind.RELEASE_HOLD && StoredKeys.count(topics, subject) == 0) {
            throw new UsageException("the exchange holds no section keys of " + notice + "; nothing was commanded");
        }
        CommandDesk desk = new CommandDesk(topics, operator, InstantSource.system());
        CommandAnswers answers =
                new CommandAnswers(Map.of(notice, order.command()), desk.give(order, options.patience()));
        answers.print(this, json);
        return answers.allApplied() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }
}
