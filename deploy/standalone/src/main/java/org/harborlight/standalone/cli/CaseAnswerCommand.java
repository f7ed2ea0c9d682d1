package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.DeskAnswer;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends what a desk says about a case. */
@Command(
        name = "answer",
        description = {
            "Tells the exchange what became of a case. ANSWER is one of:",
            "",
            "  ACKNOWLEDGED             the desk has taken it up",
            "  MORE_INFORMATION_NEEDED  the submitter is asked for more *",
            "  WRONG_JURISDICTION       another country is competent; needs --country",
            "  PRESERVE                 the submitter is asked to keep the evidence; needs --until *",
            "  HOLD_TAKEDOWN            the submitter is asked not to remove it yet; needs --until *",
            "  RELEASE_HOLD             the hold is over *",
            "  REMOVED                  the content is gone",
            "  ACTION_TAKEN             something was done",
            "  CHILD_SAFEGUARDED        the child is safe",
            "  NOT_ILLEGAL              it is not illegal here",
            "  NOT_ACTIONABLE           nothing can be done; needs --reason *",
            "  CONTAINED_MATERIAL       a section held material; alarms the operator",
            "  RETRACTION_APPLIED       the withdrawal was followed *",
            "",
            "Those with * are shared with the submitter unless --no-share is given, the others only with --share. What is",
            "shared: the answer, the kind of desk and its country, --country, --reason, --until and --note. Never who the",
            "desk is, nor --reference."
        })
final class CaseAnswerCommand extends Subcommand {
    private static final String ID = "[A-Za-z0-9_-]{1,64}";

    @Parameters(
            index = "0",
            paramLabel = "CASE",
            description = "The case's JSON (case-ID.json, as `case pull` writes it), or the id of a delivery.")
    private String subject = "";

    @Parameters(index = "1", paramLabel = "ANSWER", description = "What the desk says.")
    private FeedbackAnswer answer = FeedbackAnswer.UNSPECIFIED;

    @Mixin
    private DeskOptions desk = new DeskOptions();

    @Option(names = "--country", paramLabel = "CC", description = "The competent country, ISO 3166-1, two letters.")
    private @Nullable String country;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Until when, RFC 3339, for example 2027-02-24T00:00:00Z.")
    private @Nullable String until;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Why it is not actionable: letters, digits, hyphens.")
    private @Nullable String reason;

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "The desk's own reference, at most 128 characters; never shared.")
    private @Nullable String reference;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "A note, at most 1,000 characters; shared where the answer is. No personal data in it.")
    private @Nullable String note;

    @Option(names = "--share", negatable = true, description = "Whether the submitter sees it.")
    private @Nullable Boolean share;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (answer == FeedbackAnswer.UNSPECIFIED) {
            throw new UsageException("not an answer: " + answer);
        }
        List<String> problems = new ArrayList<>();
        DeskAnswer said = new DeskAnswer(
                answer,
                Optional.ofNullable(country),
                until(problems),
                Optional.ofNullable(reason),
                Optional.ofNullable(reference),
                Optional.ofNullable(note),
                Optional.ofNullable(share));
        problems.addAll(said.problems(Instant.now()));
        if (!problems.isEmpty()) {
            throw new UsageException("not sent: " + String.join("; ", problems));
        }
        String deliveryId = deliveryId();
        try (ConnectorClient client = new ConnectorClient(desk.connector(), desk.tls())) {
            return report(deliveryId, said, client.answer(deliveryId, said));
        } catch (IOException e) {
            err().println("harborlight: no answer from " + desk.connector()
                    + "; it may have been recorded. Repeating the command is safe, it is recorded again");
            return HarborlightCommand.FAULT;
        }
    }

    /** Of a file that is genuine and for this desk. */
    private String deliveryId() {
        Path file = Path.of(subject);
        if (!Files.isRegularFile(file)) {
            if (!subject.matches(ID)) {
                throw new UsageException("there is no file " + subject + ", and it is not the id of a delivery");
            }
            return subject;
        }
        DeliveryCheck check = new DeliveryVerifier(desk.exchangeKeys().lookup(), Optional.of(desk.partnerId()))
                .verify(readFile(file), Instant.now());
        return switch (check) {
            case DeliveryCheck.Genuine genuine -> genuine.delivery().getDeliveryId();
            case DeliveryCheck.Refused(String why) ->
                throw new UsageException("not sent: " + subject + " is not a genuine delivery for this desk: " + why);
        };
    }

    private Optional<Instant> until(List<String> problems) {
        if (until == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(until).toInstant());
        } catch (DateTimeException e) {
            problems.add("not a time with its offset, such as 2027-02-24T00:00:00Z: " + until);
            return Optional.empty();
        }
    }

    private int report(String deliveryId, DeskAnswer said, ExchangeAnswer response) {
        boolean taken = response.accepted();
        if (json) {
            ObjectNode root = JSON.createObjectNode()
                    .put("taken", taken)
                    .put("deliveryId", deliveryId)
                    .put("answer", said.answer().name())
                    .put("sharedWithSubmitter", said.shared())
                    .put("status", response.status());
            response.problem().ifPresent(problem -> root.set("problem", problem));
            print(root);
        } else if (taken) {
            out().println(said.answer() + " recorded for delivery " + deliveryId);
            out().println(
                            said.shared()
                                    ? "shared with the submitter: " + shared(said)
                                    : "not shared with the submitter");
        }
        if (!taken) {
            err().println("harborlight: not taken, " + response.reason()
                    + switch (response.reason()) {
                        case "not-found" ->
                            ": no delivery of this desk, or not recorded yet; right after a push, repeat";
                        case "unavailable" -> "; repeat the command later";
                        default -> "";
                    });
        }
        return taken ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private static String shared(DeskAnswer said) {
        List<String> parts = new ArrayList<>(List.of("the answer", "kind and country of the desk"));
        said.country().ifPresent(text -> parts.add("--country " + text));
        said.reasonCode().ifPresent(text -> parts.add("--reason " + text));
        said.until().ifPresent(time -> parts.add("until " + time));
        said.note().ifPresent(_ -> parts.add("the note"));
        return String.join(", ", parts);
    }
}
