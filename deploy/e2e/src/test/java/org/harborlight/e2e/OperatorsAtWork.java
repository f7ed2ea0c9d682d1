package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.harborlight.standalone.cli.HarborlightCommand;

/** Two operators, and participants, at their command lines: the directory as files, signed and applied. For one thread. */
final class OperatorsAtWork {
    private final KillableExchange exchange;
    private final Path files;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    OperatorsAtWork(KillableExchange exchange, Path files) throws IOException {
        this.exchange = exchange;
        this.files = files;
        Files.createDirectories(files.resolve("participants"));
    }

    Path files() {
        return files;
    }

    /** A new key, made in a folder, and the file with its public half beside the directory's. */
    Path newKey(String purpose, Path folder, String keyId) throws IOException {
        Path file = folder.resolve(keyId + ".pem");
        run("keys", "new", "--purpose", purpose, "--id", keyId, "--out", file.toString());
        show(file, keyId);
        return file;
    }

    /** Writes the public half of a key to the directory's folder. */
    void show(Path key, String keyId) throws IOException {
        run("keys", "show", key.toString());
        Files.writeString(files.resolve(keyId + ".json"), out.toString());
    }

    /** Writes the public half of a key that cannot be read, from its certificate. */
    void showCertified(Path certificate, String keyId) throws IOException {
        run("keys", "show", "--key-id", keyId, certificate.toString());
        Files.writeString(files.resolve(keyId + ".json"), out.toString());
    }

    /**
     * A participant accedes anew, and the operators bring it in.
     *
     * @param form what it declares, without its keys
     * @param decisions of the operators beside its status
     */
    void accede(String id, Path kit, Path authority, String form, String decisions, String... more) throws IOException {
        Path accession = files.resolve("participants").resolve(id + ".accession.json");
        if (!Files.exists(accession)) {
            Files.copy(kit.resolve("accession.json"), accession);
        }
        Path filled = Files.writeString(files.resolve("form.yaml"), form);
        run(Stream.concat(
                        Stream.of(
                                "directory",
                                "accede",
                                filled.toString(),
                                "--previous",
                                accession.toString(),
                                "--certificate",
                                kit.resolve("certificate.pem").toString(),
                                "--authority",
                                authority.toString(),
                                "--out",
                                accession.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
        decide(id, decisions);
    }

    /** The operators decide anew on a participant, whatever it declares. */
    void decide(String id, String decisions) throws IOException {
        Files.writeString(
                files.resolve("participants").resolve(id + ".yaml"),
                "accession: " + id + ".accession.json\nstatus: ACTIVE\n" + decisions + "\n");
        apply();
    }

    /** Brings what the files say into effect, signed by both operators. */
    void apply() throws IOException {
        run("directory", "lint", "--folder", files.toString());
        Path proposal = files.resolve("proposal.json");
        Files.deleteIfExists(proposal);
        sign(proposal, "operator-1.pem");
        assertThat(outcome(withCluster("directory", "apply", proposal.toString())))
                .as("one operator alone")
                .isNotZero();
        sign(proposal, "operator-2.pem");
        run(withCluster("directory", "apply", proposal.toString()));
    }

    private void sign(Path proposal, String key) {
        run(withCluster(
                "directory",
                "sign",
                "--folder",
                files.toString(),
                "--proposal",
                proposal.toString(),
                "--operator-key",
                exchange.root().resolve("keys").resolve(key).toString()));
    }

    private String[] withCluster(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--bootstrap");
        all.add(Objects.toString(exchange.kafka().get("bootstrap.servers")));
        all.add("--registry");
        all.add(exchange.registryUrl());
        all.add("--trust");
        all.add(exchange.root().resolve("config/gateway-1.properties").toString());
        return all.toArray(String[]::new);
    }

    private void run(String... arguments) {
        assertThat(outcome(arguments)).as(() -> out + err.toString()).isZero();
    }

    private int outcome(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
