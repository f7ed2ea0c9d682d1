package org.harborlight.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the public half of a key. */
@Command(
        name = "show",
        description =
                "Prints the public half of a private key file, with its algorithm, as a JWK set for the directory.")
final class KeysShowCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "File of a private key, made by `keys new`.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        readFile(file);
        print(JSON.readTree(new JwkSet(List.of(publicKey())).toJson()));
        return HarborlightCommand.OK;
    }

    private PublicKeyEntry publicKey() {
        try {
            return KeyFiles.readSigningKey(file).publicEntry(Instant.EPOCH);
        } catch (IllegalArgumentException notForSigning) {
            try {
                return KeyFiles.readSealingKey(file).publicEntry(Instant.EPOCH);
            } catch (IllegalArgumentException notForSealing) {
                throw new UsageException(file + " is not a key made by `keys new`");
            }
        }
    }
}
