package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.AccessionSigner;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.directory.AccessionForm;
import org.harborlight.standalone.directory.CertificateIdentity;
import org.harborlight.standalone.directory.KeyLife;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.SecretFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes and signs a participant's accession, on the participant's own machine. */
@Command(
        name = "accede",
        description = {
            "Makes and signs an accession: what a participant declares to take part. Needs no exchange; the private keys",
            "stay where they are. Hand the file to the operators. To change a key, a coverage or an endpoint, accede",
            "again, with --previous for the keys that go on; while you take part, a key of before signs as well.",
            "Exit code 0 signed, 1 fault, 2 bad usage or a form that is not filled in as it must be."
        })
final class DirectoryAccedeCommand extends Subcommand {
    private static final int MOST_BYTES = 256 * 1024;

    @Parameters(paramLabel = "FORM", description = "YAML; see deploy/directory/accession-form.yaml.")
    private Path form = Path.of("");

    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "FILE",
            description =
                    "Private signing key, made by `keys new`; may be repeated, each signs. With --previous, one of"
                            + " them has to be in there.")
    private List<Path> signing = new ArrayList<>();

    @Option(names = "--sealing-key", paramLabel = "FILE", description = "Private sealing key; may be repeated.")
    private List<Path> sealing = new ArrayList<>();

    @Option(
            names = "--certificate",
            required = true,
            paramLabel = "FILE",
            description = "Its client certificate, PEM; may be repeated.")
    private List<Path> certificates = new ArrayList<>();

    @Option(
            names = "--authority",
            required = true,
            paramLabel = "FILE",
            description = "Certificate of the authority that issued it, PEM; may be repeated.")
    private List<Path> authorities = new ArrayList<>();

    @Option(
            names = "--previous",
            paramLabel = "FILE",
            description = "Its accession so far: the keys in there go on beside the new ones.")
    private @Nullable Path previous;

    @Option(
            names = "--until",
            paramLabel = "KEY-ID=TIME",
            description = "Ends a key that goes on, such as old-key-1=2027-01-01T00:00:00Z; may be repeated.")
    private List<String> until = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the accession is written.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        AvroTrust.install();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<SigningKey> keys = signing.stream()
                .map(file -> usable(file.toString(), () -> KeyFiles.readSigningKey(file)))
                .toList();
        KeyLife signingLife = life(Accession::getSigningKeys);
        KeyLife sealingLife = life(Accession::getSealingKeys);
        refuseUnknown(signingLife.ending());
        AccessionForm.Own own = new AccessionForm.Own(
                signingLife.with(keys.stream().map(key -> key.publicEntry(now)).toList()),
                sealingLife.with(sealing.stream()
                        .map(file -> usable(file.toString(), () -> KeyFiles.readSealingKey(file)))
                        .map(key -> key.publicEntry(now))
                        .toList()),
                identities(),
                now);
        Accession accession = usable(form.toString(), () -> AccessionForm.fill(form, own));
        refuseStrangers(keys);
        SignedEnvelope signed = AccessionSigner.sign(accession, keys);
        List<String> problems = AccessionRule.always().problems(AccessionSigner.asked(accession, signed));
        if (!problems.isEmpty()) {
            throw new UsageException("nobody would believe this accession: " + String.join("; ", problems));
        }
        SecretFiles.write(out, DsseJson.write(signed));
        out().println(out + ": " + accession.getParticipantId() + ", signed with "
                + keys.stream().map(SigningKey::keyId).collect(Collectors.joining(", ")) + " on " + now);
        return HarborlightCommand.OK;
    }

    /** Every service would: who takes part stays who it is. */
    private void refuseStrangers(List<SigningKey> keys) {
        List<String> before = before(Accession::getSigningKeys).stream()
                .map(PublicKeyEntry::getKeyId)
                .toList();
        if (previous != null && keys.stream().map(SigningKey::keyId).noneMatch(before::contains)) {
            throw new UsageException("one of the signing keys must be of the accession so far: " + before);
        }
    }

    /** Nobody is to believe that a key ends which goes on. */
    private void refuseUnknown(Set<String> ending) {
        Set<String> known = Stream.of(before(Accession::getSigningKeys), before(Accession::getSealingKeys))
                .flatMap(List::stream)
                .map(PublicKeyEntry::getKeyId)
                .collect(Collectors.toSet());
        ending.stream().filter(keyId -> !known.contains(keyId)).findFirst().ifPresent(keyId -> {
            throw new UsageException("--until: no key " + keyId + " in the accession so far, --previous");
        });
    }

    private KeyLife life(Function<Accession, List<PublicKeyEntry>> keys) {
        List<PublicKeyEntry> before = before(keys);
        return usable("--until", () -> KeyLife.of(before, until));
    }

    private List<PublicKeyEntry> before(Function<Accession, List<PublicKeyEntry>> keys) {
        Path file = previous;
        return file == null
                ? List.of()
                : usable(
                        file.toString(),
                        () -> keys.apply(AccessionRule.always()
                                .read(DsseJson.read(readFile(file), MOST_BYTES))
                                .orElseThrow()));
    }

    private List<TlsIdentity> identities() {
        List<X509Certificate> issuers = authorities.stream()
                .flatMap(file -> usable(file.toString(), () -> PemFiles.readCertificates(file)).stream())
                .toList();
        return certificates.stream()
                .map(file -> usable(
                        file.toString(),
                        () -> CertificateIdentity.of(
                                PemFiles.readCertificates(file).getFirst(), issuers)))
                .toList();
    }
}
