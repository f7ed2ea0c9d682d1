package org.harborlight.standalone.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import org.harborlight.standalone.pki.SmallAuthority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the revocation list. */
@Command(
        name = "crl",
        description = {
            "Signs the next revocation list, with a number and a time by which the one after it is due, and replaces FILE in",
            "one step. Run it after every `pki revoke`, and well before the list ends: where a list is overdue for longer",
            "than the services' grace, nobody of this authority is let in."
        })
final class PkiCrlCommand extends Subcommand {
    private static final int LONGEST = 366;

    @Mixin
    private AuthorityOption authority = new AuthorityOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; crl.pem in the authority's folder.")
    private @Nullable Path out;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "Until the next; ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (days < 1 || days > LONGEST) {
            throw new UsageException("--days is from 1 to " + LONGEST);
        }
        Path file = out == null ? authority.folder().resolve("crl.pem") : out;
        try (SmallAuthority open = authority.open()) {
            BigInteger number = open.writeRevocationList(file, Duration.ofDays(days));
            if (json) {
                print(JSON.createObjectNode()
                        .put("file", file.toString())
                        .put("number", number)
                        .put("revoked", open.revokedCount()));
            } else {
                out().println(file);
                out().println("list " + number + ", " + open.revokedCount() + " revoked");
            }
            return HarborlightCommand.OK;
        }
    }
}
