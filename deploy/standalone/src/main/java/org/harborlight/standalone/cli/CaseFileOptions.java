package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.standalone.partner.JwkSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A saved delivery and the exchange's keys to check it with. */
final class CaseFileOptions {
    @Parameters(paramLabel = "FILE", description = "Body of a delivery, as the partner's endpoint received it.")
    private Path file = Path.of("");

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "JWKS",
            description = "The exchange's public keys (exchange-keys.json in its data folder).")
    private Path keys = Path.of("");

    @Option(
            names = "--partner",
            paramLabel = "ID",
            description = "Require that the delivery is addressed to this partner.")
    private @Nullable String partner;

    byte[] body() {
        return Subcommand.readFile(file);
    }

    JwkSet exchangeKeys() {
        return read(keys);
    }

    Optional<String> addressee() {
        return Optional.ofNullable(partner);
    }

    static JwkSet read(Path file) {
        try {
            return JwkSet.parse(Subcommand.readFile(file));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }
}
