package org.harborlight.standalone.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.DeskFolder;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.MutualTls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names the desk that speaks: a folder with all it needs, or each file by itself. */
final class DeskOptions {
    private static final String PARTICIPANT = "urn:harborlight:participant:";
    private static final int SAN_URI = 6;

    @Option(
            names = "--desk",
            paramLabel = "FOLDER",
            defaultValue = "data/partners/local-desk",
            description = {
                "Folder with the desk's files, from which each option below that is not given is taken"
                        + " (default: ${DEFAULT-VALUE})."
            })
    private Path folder = Path.of("");

    @Option(
            names = "--connector",
            paramLabel = "URL",
            description = "The exchange's partner port (default: desk.properties).")
    private @Nullable URI connector;

    @Option(
            names = "--certificate",
            paramLabel = "PEM",
            description = "The desk's certificate chain (default: certificate.pem).")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "PEM",
            description = "Private key of the certificate, PKCS#8 (default: key.pem).")
    private @Nullable Path tlsKey;

    @Option(
            names = "--trust",
            paramLabel = "PEM",
            description = "The exchange's certificate authority (default: trust.pem).")
    private @Nullable Path trust;

    @Option(
            names = "--keys",
            paramLabel = "JWKS",
            description = "The exchange's public keys (default: exchange-keys.json).")
    private @Nullable Path keys;

    @Option(
            names = "--key",
            paramLabel = "PEM",
            description = "The desk's sealing key; without one, sections stay closed (default: sealing.pem, if there).")
    private @Nullable Path sealingKey;

    @Option(
            names = "--signing-key",
            paramLabel = "PEM",
            description = "Signs what is acknowledged with this key of the desk (default: signing.pem, if there).")
    private @Nullable Path signingKey;

    URI connector() {
        if (connector != null) {
            return connector;
        }
        return desk().connector()
                .orElseThrow(
                        () -> new UsageException("where is the exchange? Name its partner port with --connector, or"
                                + " the desk's folder with --desk; there is no " + desk().settings()));
    }

    SSLContext tls() {
        return MutualTls.context(certificate(), needed(tlsKey, desk().key(), "--tls-key"), trust());
    }

    /** The exchange's authority. */
    Path trust() {
        return needed(trust, desk().trust(), "--trust");
    }

    Path folder() {
        return folder;
    }

    /** Who the certificate stands for. */
    String partnerId() {
        X509Certificate own = MutualTls.certificates(certificate()).getFirst();
        Collection<List<?>> names;
        try {
            names = Objects.requireNonNullElse(own.getSubjectAlternativeNames(), List.of());
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("cannot read the names in " + certificate(), e);
        }
        return names.stream()
                .filter(name -> name.getFirst() instanceof Integer type && type == SAN_URI)
                .map(name -> String.valueOf(name.getLast()))
                .filter(name -> name.startsWith(PARTICIPANT))
                .map(name -> name.substring(PARTICIPANT.length()))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        certificate() + " stands for no participant: it has no URI " + PARTICIPANT + "…"));
    }

    JwkSet exchangeKeys() {
        return CaseFileOptions.read(needed(keys, desk().exchangeKeys(), "--keys"));
    }

    Optional<SealingKey> sealingKey() {
        return optional(sealingKey, desk().sealingKey()).map(KeyFiles::readSealingKey);
    }

    Optional<SigningKey> signingKey() {
        return optional(signingKey, desk().signingKey()).map(KeyFiles::readSigningKey);
    }

    private Path certificate() {
        return needed(certificate, desk().certificate(), "--certificate");
    }

    private DeskFolder desk() {
        return new DeskFolder(folder);
    }

    private static Path needed(@Nullable Path given, Path usual, String option) {
        Path file = given == null ? usual : given;
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "there is no file " + file + "; name it with " + option + ", or the desk's folder with --desk");
        }
        return file;
    }

    /** A file that is named must be there. */
    private static Optional<Path> optional(@Nullable Path given, Path usual) {
        if (given != null && !Files.isRegularFile(given)) {
            throw new UsageException("there is no file " + given);
        }
        return Optional.of(given == null ? usual : given).filter(Files::isRegularFile);
    }
}
