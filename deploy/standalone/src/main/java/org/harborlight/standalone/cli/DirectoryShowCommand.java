package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.OperatorHistory;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.partner.PlainText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the directory of a running exchange says now. */
@Command(
        name = "show",
        description = {
            "Prints what the directory of a running exchange says now: who the operators are, everybody else in a line each,",
            "or one participant with what it signed. Exit code 0, 1 fault, 2 bad usage or no such participant."
        })
final class DirectoryShowCommand extends Subcommand {
    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One participant.")
    private @Nullable String participantId;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Directory now;
        long commands;
        try (OperatorTopics topics = options.open()) {
            now = options.directory(topics).load().current();
            commands = topics.commandsEnd();
        }
        String id = participantId;
        if (id != null) {
            Participant one =
                    now.participant(id).orElseThrow(() -> new UsageException("the directory has no participant " + id));
            ObjectNode node = json(one);
            if (json) {
                print(node);
            } else {
                out().println(StatusText.of(node));
            }
        } else if (json) {
            print(json(now, commands));
        } else {
            out().println("entry " + now.sequence() + ", head " + now.head());
            out().println(operators(now.operators()) + "; commands up to offset " + commands);
            out().println("rules " + PlainText.line(now.rules().getVersion()));
            sorted(now).forEach(one -> out().println(line(one)));
        }
        return HarborlightCommand.OK;
    }

    private static List<Participant> sorted(Directory now) {
        return now.participants().stream()
                .sorted(Comparator.comparing(Participant::getParticipantId))
                .toList();
    }

    private static String line(Participant one) {
        String way = (one.getSubmits() ? " submits" : "")
                + (one.getReceives() ? (one.getEndpoint() == null ? " fetches" : " is pushed to") : "");
        return "%-24s %-10s %-20s%s, keys %s"
                .formatted(
                        one.getParticipantId(),
                        one.getStatus(),
                        one.getKind(),
                        way,
                        String.join(
                                " ",
                                one.getSigningKeys().stream()
                                        .map(PublicKeyEntry::getKeyId)
                                        .toList()));
    }

    private static String operators(OperatorHistory history) {
        OperatorSet operators = history.current();
        return "operators " + operators.threshold() + " of " + String.join(", ", operators.keyIds())
                + (history.since() < 0 ? ", from the beginning" : ", since entry " + history.since());
    }

    private static ObjectNode json(Directory now, long commands) {
        ObjectNode root = JSON.createObjectNode()
                .put("sequence", now.sequence())
                .put("head", now.head())
                .put("rules", now.rules().getVersion());
        OperatorSet operators = now.operators().current();
        ObjectNode node = root.putObject("operators")
                .put("threshold", operators.threshold())
                .put("since", now.operators().since())
                .put("commands", commands);
        ArrayNode ids = node.putArray("keys");
        operators.keyIds().forEach(ids::add);
        ArrayNode array = root.putArray("participants");
        sorted(now).forEach(one -> array.add(json(one)));
        return root;
    }

    /** What it signed is shown as what it says. */
    private static ObjectNode json(Participant one) {
        ObjectNode node = AvroJson.toJson(one);
        if (one.getAccession() != null) {
            Accession accession =
                    AccessionRule.always().read(one.getAccession()).orElse(null);
            node.set("accession", accession == null ? node.get("accession") : AvroJson.toJson(accession));
        }
        return node;
    }
}
