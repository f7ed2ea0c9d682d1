package org.harborlight.standalone.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.pki.SmallAuthority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Revokes a certificate. */
@Command(
        name = "revoke",
        description = {
            "Writes down that a certificate is revoked. It takes effect with the next list: `pki crl`.",
            "Exit code 1 when it is revoked already."
        })
final class PkiRevokeCommand extends Subcommand {
    private static final int HEXADECIMAL = 16;

    /** Why; the numbers are those of RFC 5280, section 5.3.1. */
    enum Reason {
        UNSPECIFIED("unspecified", 0),
        KEY_COMPROMISE("key-compromise", 1),
        AFFILIATION_CHANGED("affiliation-changed", 3),
        SUPERSEDED("superseded", 4),
        CESSATION_OF_OPERATION("cessation-of-operation", 5),
        PRIVILEGE_WITHDRAWN("privilege-withdrawn", 9);

        private final String word;
        private final int number;

        Reason(String word, int number) {
            this.word = word;
            this.number = number;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Mixin
    private AuthorityOption authority = new AuthorityOption();

    @Option(names = "--serial", paramLabel = "HEX", description = "Serial number, as `pki issue` printed it.")
    private @Nullable String serial;

    @Option(names = "--certificate", paramLabel = "FILE", description = "Or the certificate itself, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--reason", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Reason reason = Reason.UNSPECIFIED;

    @Override
    public Integer call() {
        BigInteger wanted = wanted();
        try (SmallAuthority open = authority.open()) {
            if (!open.issued(wanted)) {
                throw new UsageException("the authority has not issued " + wanted.toString(HEXADECIMAL));
            }
            boolean revoked = open.revoke(wanted, reason.number);
            out().println(wanted.toString(HEXADECIMAL) + (revoked ? " revoked" : " was revoked already"));
            return revoked ? HarborlightCommand.OK : HarborlightCommand.FAULT;
        }
    }

    private BigInteger wanted() {
        String number = serial;
        Path file = certificate;
        if ((number == null) == (file == null)) {
            throw new UsageException("either --serial or --certificate");
        }
        if (file != null) {
            return usable(
                    "--certificate",
                    () -> MutualTls.certificates(file).getFirst().getSerialNumber());
        }
        return usable("--serial", () -> new BigInteger(String.valueOf(number), HEXADECIMAL));
    }
}
