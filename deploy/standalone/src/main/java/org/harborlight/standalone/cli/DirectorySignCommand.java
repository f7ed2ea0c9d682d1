package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.ChainedEntry;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.directory.Change;
import org.harborlight.standalone.directory.DirectoryFolder;
import org.harborlight.standalone.directory.DroppedKeys;
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
            "Signs what the files would change, with one operator's key. Where operators.yaml changes who the operators are,",
            "as many of those before as must sign do, and as many of the new ones. The first one makes the proposal file,"
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

    @Option(
            names = "--drop-key",
            paramLabel = "KEY-ID",
            description = {
                "A key of the exchange that exchange.yaml leaves out on purpose, though it has not ended: nobody believes it",
                "any more, nor what it signed. Repeat it for each."
            })
    private List<String> dropKeys = new ArrayList<>();

    @Override
    public Integer call() {
        readFile(key);
        SigningKey operator = usable(key.toString(), () -> KeyFiles.readSigningKey(key));
        DirectoryFolder files = folder.sound();
        return Files.exists(file) ? extend(operator, files.bodies()) : make(operator, files);
    }

    private int make(SigningKey operator, DirectoryFolder files) {
        List<SpecificRecord> bodies = files.bodies();
        try (OperatorTopics topics = options.open()) {
            Directory now = options.directory(topics).load().current();
            PublicKeyEntry own = operator.publicEntry(Instant.EPOCH);
            if (!now.operators().current().has(own)
                    && files.operators().stream().map(OperatorSet::of).noneMatch(next -> next.has(own))) {
                throw new UsageException(key + " is none of the operators' keys, nor named in operators.yaml");
            }
            List<SpecificRecord> changed = bodies.stream()
                    .filter(body -> Change.of(now, body).isPresent())
                    .toList();
            if (changed.isEmpty()) {
                out().println("nothing to sign: the directory says what the files say");
                return HarborlightCommand.OK;
            }
            refuseDropped(now, changed);
            changed.forEach(body -> Change.of(now, body)
                    .ifPresent(change -> ChangeText.lines(change).forEach(out()::println)));
            Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            signed(Proposal.make(now, topics.commandsEnd(), changed, at, operator));
            return HarborlightCommand.OK;
        }
    }

    private void refuseDropped(Directory now, List<SpecificRecord> changed) {
        List<String> dropped = DroppedKeys.of(now, changed, Instant.now()).stream()
                .filter(id -> !dropKeys.contains(id))
                .toList();
        if (!dropped.isEmpty()) {
            throw new UsageException("exchange.yaml has no line for " + String.join(", ", dropped)
                    + ", which has not ended: what it signed could not be verified any more. Put the line back, with"
                    + " validTo or revokedAt where the key is to end, or say --drop-key");
        }
    }

    private int extend(SigningKey operator, List<SpecificRecord> bodies) {
        Proposal proposal = usable(file.toString(), () -> Proposal.read(file));
        Map<String, SpecificRecord> own = new TreeMap<>();
        bodies.forEach(body -> own.put(Subjects.of(body), body));
        for (ChainedEntry entry : proposal.decoded()) {
            String subject = Subjects.of(entry.body());
            SpecificRecord wanted = own.get(subject);
            if (wanted == null || !Change.same(wanted, entry.body())) {
                throw new UsageException(
                        "the proposal does not say of " + subject + " what " + folder.path() + " says");
            }
            out().println("  " + entry.sequence() + " " + subject
                    + (entry.body() instanceof Operators
                            ? ", believed from command " + entry.commandsFrom()
                                    + " on: as many stand there by now, or fewer"
                            : ""));
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
