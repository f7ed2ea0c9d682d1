package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.command.CommandRules;
import org.harborlight.standalone.operator.CommandDesk;
import org.harborlight.standalone.operator.Operator;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.SignedOrder;
import org.harborlight.standalone.operator.StoredKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Commands about the section keys of a notice, which two operators sign: both keys at once, or the first into a file that
 * the second signs and gives, having typed the same.
 */
abstract class NoticeOrderSubcommand extends Subcommand {
    private static final Pattern NOTICE = Pattern.compile("([a-z0-9-]{1,40})/([0-9a-fA-F-]{36})");

    private final CommandKind kind;

    @Parameters(paramLabel = "SUBMITTER/NOTICE-ID", description = "The notice, as topics name it.")
    private String notice = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Option(
            names = "--sign-only",
            paramLabel = "FILE",
            description = "Only sign, into a new file; another operator gives it, within a day.")
    private @Nullable Path signOnly;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description = "Sign what another operator has signed; notice and reason must be the same as there.")
    private @Nullable Path with;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NoticeOrderSubcommand(CommandKind kind) {
        this.kind = kind;
    }

    @Override
    public final Integer call() {
        CommandedNotice subject = named(notice);
        SignedOrder order = order(subject, options.operator(cluster));
        Path file = signOnly;
        if (file != null) {
            return sign(order, file);
        }
        if (order.signatures() < CommandRules.signatures(kind)) {
            throw new UsageException("this needs two operators: give --operator-key twice, or --sign-only FILE here and"
                    + " --with FILE where the other key is; nothing was commanded");
        }
        try (OperatorTopics topics = cluster.open()) {
            return give(order, subject, topics);
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

    private SignedOrder order(CommandedNotice subject, Operator operator) {
        Path file = with;
        if (file == null) {
            return SignedOrder.of(kind, subject, operator, InstantSource.system());
        }
        SignedOrder proposed = read(file);
        if (!proposed.says(kind, subject, operator.reason())) {
            throw new UsageException(file + " says something else: " + text(proposed.command()));
        }
        return proposed.signedBy(operator);
    }

    static SignedOrder read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        try {
            return SignedOrder.read(file);
        } catch (DecodeException e) {
            throw new UsageException(file + " is no signed command");
        }
    }

    private static String text(Command command) {
        CommandedNotice about = command.getNotice();
        String subject = about == null ? "" : " " + about.getSubmitterId() + "/" + about.getNoticeId();
        return command.getKind() + subject + ", by " + command.getOperator() + ", because: " + command.getReason();
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

    private int give(SignedOrder order, CommandedNotice subject, OperatorTopics topics) {
        if (kind != CommandKind.RELEASE_HOLD && StoredKeys.count(topics, subject) == 0) {
            throw new UsageException("the exchange holds no section keys of " + notice + "; nothing was commanded");
        }
        CommandDesk desk = new CommandDesk(topics, options.operator(cluster), InstantSource.system());
        CommandAnswers answers =
                new CommandAnswers(Map.of(notice, order.command()), desk.give(order, options.patience()));
        answers.print(this, json);
        return answers.allApplied() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }
}
