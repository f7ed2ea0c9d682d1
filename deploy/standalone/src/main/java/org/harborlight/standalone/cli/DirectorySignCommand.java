package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.directory.Change;
import org.harborlight.standalone.directory.DirectoryTopic;
import org.harborlight.standalone.directory.Proposal;
import org.harborlight.standalone.directory.Subjects;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.pki.KeyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs what the files would change, with one operator's key. */
@Command(
        name = "sign",
        description = {
            "Signs what the files would change, with one operator's key. The first operator makes the proposal file,"
                    + " from",
            "the files and the running directory; the next one, on another machine, adds a signature to it, offline,"
                    + " and",
            "only if the proposal says what that operator's own files say.",
            "Exit code 0 signed, or nothing to sign; 1 fault; 2 bad usage, or the proposal says something else."
        })
final class DirectorySignCommand extends Subcommand {
    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Option(names = "--operator-key", required = true, paramLabel = "FILE", description = "Private operator key.")
    private Path key = Path.of("");

    @Option(
            names = "--proposal",
            required = true,
            paramLabel = "FILE",
            description = "The proposal; made where there is none.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        readFile(key);
        SigningKey operator = usable(key.toString(), () -> KeyFiles.readSigningKey(key));
        List<SpecificRecord> bodies = folder.sound().bodies();
        return Files.exists(file) ? extend(operator, bodies) : make(operator, bodies);
    }

    private int make(SigningKey operator, List<SpecificRecord> bodies) {
        try (OperatorTopics topics = options.open()) {
            DirectoryTopic directory = options.directory(topics);
            if (!directory.pins(operator.publicEntry(Instant.EPOCH))) {
                throw new UsageException(key + " is none of the operator keys that the services believe");
            }
            Directory now = directory.load().current();
            List<SpecificRecord> changed = bodies.stream()
                    .filter(body -> Change.of(now, body).isPresent())
                    .toList();
            if (changed.isEmpty()) {
                out().println("nothing to sign: the directory says what the files say");
                return HarborlightCommand.OK;
            }
            changed.forEach(body -> Change.of(now, body)
                    .ifPresent(change -> ChangeText.lines(change).forEach(out()::println)));
            signed(Proposal.make(now, changed, Instant.now().truncatedTo(ChronoUnit.MILLIS), operator));
            return HarborlightCommand.OK;
        }
    }

    private int extend(SigningKey operator, List<SpecificRecord> bodies) {
        Proposal proposal = usable(file.toString(), () -> Proposal.read(file));
        Map<String, SpecificRecord> own = new TreeMap<>();
        bodies.forEach(body -> own.put(Subjects.of(body), body));
        for (DirectoryEntry entry : proposal.decoded()) {
            String subject = Subjects.of(entry.getBody());
            SpecificRecord wanted = own.get(subject);
            if (wanted == null || !Change.same(wanted, (SpecificRecord) entry.getBody())) {
                throw new UsageException(
                        "the proposal does not say of " + subject + " what " + folder.path() + " says");
            }
            out().println("  " + entry.getSequence() + " " + subject);
        }
        signed(usable(file.toString(), () -> proposal.signedAlso(operator)));
        return HarborlightCommand.OK;
    }

    private void signed(Proposal proposal) {
        proposal.write(file);
        out().println(file + ": " + proposal.entries().size() + " entries, signed by "
                + String.join(", ", proposal.signers()));
    }
}
