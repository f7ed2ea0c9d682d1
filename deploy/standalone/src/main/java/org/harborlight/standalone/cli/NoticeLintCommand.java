package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.harborlight.standalone.lint.LintFinding;
import org.harborlight.standalone.lint.NoticeLint;
import org.harborlight.standalone.lint.Severity;
import org.harborlight.standalone.submitter.PlainNoticeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what is wrong with a notice before it is sent. */
@Command(
        name = "lint",
        description = {
            "Checks a notice offline and explains each finding: where, what, why it matters, how to fix it.",
            "Errors would be refused; warnings and infos are advice. Repeats no value of the notice.",
            "Exit code 0 nothing to correct, 1 errors (with --strict also warnings), 2 not a notice."
        })
final class NoticeLintCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "Notice as plain JSON; see `harborlight notice template`.")
    private Path file = Path.of("");

    @Option(names = "--strict", description = "Exit code 1 for warnings too.")
    private boolean strict;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        byte[] notice = readFile(file);
        List<LintFinding> findings;
        try {
            findings = new NoticeLint(Instant::now).lint(notice);
        } catch (PlainNoticeException e) {
            if (json) {
                print(JSON.createObjectNode().put("readable", false).put("problem", e.getMessage()));
                return HarborlightCommand.BAD_USAGE;
            }
            throw e;
        }
        boolean clean = count(findings, Severity.ERROR) == 0 && (!strict || count(findings, Severity.WARNING) == 0);
        if (json) {
            print(json(findings, clean));
        } else {
            findings.forEach(this::explain);
            out().println(findings.isEmpty() ? "nothing to object to in " + file : summary(findings) + " in " + file);
        }
        return clean ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private void explain(LintFinding finding) {
        String where = finding.pointer().isEmpty() ? "/" : finding.pointer();
        out().println(word(finding.severity()) + "  " + where + "  " + finding.what() + " (" + finding.code() + ")");
        out().println("  why  " + finding.why());
        out().println("  fix  " + finding.fix());
        out().println();
    }

    private static ObjectNode json(List<LintFinding> findings, boolean clean) {
        ObjectNode root = JSON.createObjectNode().put("readable", true).put("clean", clean);
        ArrayNode array = root.putArray("findings");
        findings.forEach(finding -> array.addObject()
                .put("severity", word(finding.severity()))
                .put("code", finding.code())
                .put("pointer", finding.pointer())
                .put("what", finding.what())
                .put("why", finding.why())
                .put("fix", finding.fix()));
        return root;
    }

    private static String summary(List<LintFinding> findings) {
        return Arrays.stream(Severity.values())
                .filter(severity -> count(findings, severity) > 0)
                .map(severity -> count(findings, severity) + " " + word(severity))
                .collect(Collectors.joining(", "));
    }

    private static long count(List<LintFinding> findings, Severity severity) {
        return findings.stream().filter(found -> found.severity() == severity).count();
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
