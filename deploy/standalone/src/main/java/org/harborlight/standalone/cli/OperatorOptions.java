package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.command.CommandRules;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.operator.Operator;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.LocalOperators;
import picocli.CommandLine.Option;

/** Who commands, why, with which keys, and how long to wait for the answer. */
final class OperatorOptions {
    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; kept for ever with the command, so no name and no content of a case.")
    private String reason = "";

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who; kept for ever with the command (default: the user of the system).")
    private String name = "";

    @Option(
            names = "--operator-key",
            paramLabel = "FILE",
            description = {
                "Private operator key (default: every operator-*.pem of the data folder). Repeat it where the exchange asks",
                "for more than one signature (directory.operator.threshold)."
            })
    private List<Path> keys = new ArrayList<>();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private int wait;

    Operator operator(ClusterOptions cluster) {
        bounded("--reason", reason, CommandRules.MAX_REASON);
        bounded("--operator", name, CommandRules.MAX_OPERATOR);
        return new Operator(name, reason, signingKeys(cluster));
    }

    Duration patience() {
        return Duration.ofSeconds(wait);
    }

    private List<SigningKey> signingKeys(ClusterOptions cluster) {
        if (!keys.isEmpty()) {
            return keys.stream().map(OperatorOptions::read).toList();
        }
        if (cluster.cluster()) {
            throw new UsageException("a cluster has no data folder: name the operator's key with --operator-key");
        }
        return localKeys(cluster.dataFolder().resolve("keys"));
    }

    private static List<SigningKey> localKeys(Path folder) {
        List<SigningKey> keys = LocalOperators.privateKeys(folder);
        if (keys.isEmpty()) {
            throw new UsageException("there is no operator key in " + folder + ": name one with --operator-key");
        }
        return keys;
    }

    private static SigningKey read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        return KeyFiles.readSigningKey(file);
    }

    private static void bounded(String option, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            throw new UsageException(option + ": 1 to " + most + " characters");
        }
    }
}
