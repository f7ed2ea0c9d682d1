package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.harborlight.standalone.pki.KeyFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key pair. */
@Command(
        name = "new",
        description = {
            "Makes a key pair: `sign` for notices, deliveries and directory entries (Ed25519 unless told otherwise),",
            "`seal` for opening released sections (X25519). The private key is written with mode 0600."
        })
final class KeysNewCommand extends Subcommand {
    /** What the key is for. */
    enum Purpose {
        SIGN,
        SEAL
    }

    @Option(names = "--purpose", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Purpose purpose = Purpose.SIGN;

    @Option(
            names = "--algorithm",
            description = "Signing algorithm: ${COMPLETION-CANDIDATES}; ed25519 unless given. Not for `seal`.")
    private @Nullable SigningAlgorithm algorithm;

    @Option(names = "--id", required = true, paramLabel = "KEY-ID", description = "Id, unique within the participant.")
    private String keyId = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File of the private key; must not exist.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw new UsageException(file + " exists; a key is never replaced");
        }
        if (purpose == Purpose.SEAL && algorithm != null) {
            throw new UsageException("a sealing key has no signing algorithm: leave out --algorithm");
        }
        SigningAlgorithm signing = algorithm == null ? SigningAlgorithm.ED25519 : algorithm;
        SecureRandom random = new SecureRandom();
        switch (purpose) {
            case SIGN -> KeyFiles.signingKey(file, signing.key(), keyId, random);
            case SEAL -> KeyFiles.sealingKey(file, keyId, random);
        }
        out().println(file);
        return HarborlightCommand.OK;
    }
}
