package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.pki.SecretFiles;
import org.harborlight.standalone.pki.SigningRequest;
import org.harborlight.standalone.pki.SmallAuthority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Issues a certificate. */
@Command(
        name = "issue",
        description = {
            "Issues a certificate for a participant or a service, good for client and server: OUT/certificate.pem.",
            "Without --csr also makes its key, OUT/key.pem with mode 0600; with --csr the holder keeps the key, and only",
            "the request's key counts, never its names. Running services take replaced files over by themselves."
        })
final class PkiIssueCommand extends Subcommand {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int LONGEST = 825;

    @Mixin
    private AuthorityOption authority = new AuthorityOption();

    @Option(
            names = "--id",
            required = true,
            paramLabel = "ID",
            description = "Participant or service id; the certificate says urn:harborlight:participant:ID.")
    private String id = "";

    @Option(
            names = "--dns",
            paramLabel = "NAME",
            description = "A name that its server is reached by; may be repeated.")
    private List<String> dnsNames = List.of();

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "An address of its server; may be repeated.")
    private List<String> addresses = List.of();

    @Option(names = "--days", paramLabel = "N", defaultValue = "90", description = "Validity; ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--csr", paramLabel = "FILE", description = "Certificate signing request, PEM.")
    private @Nullable Path request;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "Folder to write to.")
    private Path out = Path.of("");

    @Option(names = "--replace", description = "Replace what is in the folder.")
    private boolean replace;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        PublicKey key = requested();
        try (SmallAuthority open = authority.open()) {
            IssueRequest wanted = new IssueRequest(
                    id, List.of(PeerIdentity.participantUri(id)), dnsNames, addresses, Duration.ofDays(days));
            X509Certificate issued =
                    usable("--dns or --ip", () -> key == null ? withKey(open, wanted) : open.certify(key, wanted));
            SecretFiles.write(certificateFile(), PemFiles.certificates(List.of(issued)));
            tell(issued, open.issuerSha256());
            return HarborlightCommand.OK;
        }
    }

    private void check() {
        if (!ID.matcher(id).matches()) {
            throw new UsageException("--id is an id: " + ID);
        }
        if (days < 1 || days > LONGEST) {
            throw new UsageException("--days is from 1 to " + LONGEST);
        }
        boolean overwritesKey = request == null && Files.exists(keyFile());
        if (!replace && (Files.exists(certificateFile()) || overwritesKey)) {
            throw new UsageException(out + " holds a certificate or a key already; --replace replaces it");
        }
    }

    private @Nullable PublicKey requested() {
        Path file = request;
        return file == null ? null : usable("--csr", () -> SigningRequest.key(readFile(file)));
    }

    private X509Certificate withKey(SmallAuthority open, IssueRequest wanted) {
        IssuedCertificate issued = open.issue(wanted);
        SecretFiles.write(
                keyFile(),
                PemFiles.encode("PRIVATE KEY", issued.keyPair().getPrivate().getEncoded()));
        return issued.certificate();
    }

    private void tell(X509Certificate issued, String issuer) {
        String serial = issued.getSerialNumber().toString(16);
        String ends = issued.getNotAfter().toInstant().toString();
        if (json) {
            print(JSON.createObjectNode()
                    .put("certificate", certificateFile().toString())
                    .put("serial", serial)
                    .put("issuerSha256", issuer)
                    .put("sanUri", PeerIdentity.participantUri(id))
                    .put("validUntil", ends));
            return;
        }
        out().println(certificateFile());
        out().println("serial " + serial + ", valid until " + ends);
        out().println("issuer " + issuer + ", " + PeerIdentity.participantUri(id));
    }

    private Path certificateFile() {
        return out.resolve("certificate.pem");
    }

    private Path keyFile() {
        return out.resolve("key.pem");
    }
}
