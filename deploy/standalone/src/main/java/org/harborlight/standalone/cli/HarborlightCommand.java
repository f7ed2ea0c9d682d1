package org.harborlight.standalone.cli;

import java.io.PrintWriter;
import java.io.Writer;
import org.harborlight.service.ConfigurationException;
import org.harborlight.standalone.runtime.DataFolderInUseException;
import org.harborlight.standalone.submitter.PlainNoticeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of all commands. Alone it prints help. */
@Command(
        name = "harborlight",
        version = "harborlight 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Carries signed notices about harm to children from the platforms that see it",
            "to the partners who can act on it. Neither a statutory filing nor an emergency line.",
            ""
        },
        footer = {
            "",
            "Try `harborlight demo` first. Exit codes: 0 ok, 1 fault, 2 bad usage or configuration.",
            "`harborlight COMMAND --help` explains a command."
        },
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ServiceCommand.class,
            InitCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            BrokersCommand.class,
            KeysCommand.class,
            PkiCommand.class,
            NoticeCommand.class,
            CaseCommand.class,
            DeliveriesCommand.class,
            DeadlettersCommand.class,
            DirectoryCommand.class,
            PartnerCommand.class,
            BalanceCommand.class,
            HealthCommand.class
        })
public final class HarborlightCommand implements Runnable {
    static final int OK = 0;
    static final int FAULT = 1;
    static final int BAD_USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** All commands, with errors as one clear line and the exit codes above. */
    public static CommandLine commandLine() {
        return new CommandLine(new HarborlightCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(HarborlightCommand::explain);
    }

    /** Runs one command line in this JVM, saying to these writers what it says; returns the exit code. */
    public static int execute(Writer out, Writer err, String... arguments) {
        return commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("harborlight: " + (fault.getMessage() == null ? fault : fault.getMessage()));
        if (fault instanceof ConfigurationException configuration) {
            configuration.problems().forEach(problem -> command.getErr().println("  " + problem));
        }
        boolean usage = fault instanceof UsageException
                || fault instanceof DataFolderInUseException
                || fault instanceof PlainNoticeException
                || fault instanceof ConfigurationException;
        if (!usage && Boolean.getBoolean("harborlight.stacktrace")) {
            fault.printStackTrace(command.getErr());
        }
        return usage ? BAD_USAGE : FAULT;
    }
}
