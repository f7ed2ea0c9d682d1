package org.harborlight.standalone.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.service.OperatorKeys;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;

/** The files of the directory's folder, and what operators and participants hand on as files, for fuzzing. */
public final class FolderTargets {
    private static final String OPERATORS = "threshold: 1\nkeys: [operator-1.pem, operator-1.json]\n";
    private static final String EXCHANGE = """
            keys:
              - {purpose: RECEIPT, keyFile: operator-1.json, validFrom: 2026-12-01T00:00:00Z}
            authorities: [pki/services.pem]
            certificates: [pki/exchange-gateway/certificate.pem]
            """;
    private static final String PARTICIPANT = """
            accession: desk.accession.json
            status: ACTIVE
            limits: {maxNoticesPerHour: 10}
            revoked: {desk-sign-1: 2026-12-01T00:00:00Z}
            """;
    private static final String FORM = """
            participantId: desk
            name: N. N.
            kind: LAW_ENFORCEMENT
            coverage: [IE, DE]
            endpoint: {url: 'https://desk.example/', trustAnchorFile: operator-1.pem}
            """;

    /** Jazzer found that Jackson does not count this as bad JSON. */
    private static final byte[] BROKEN_UTF_32 = {-2, 0, 0, 0, 0, 0, 0};

    private final SigningKey key = SigningKey.generate("operator-1", new SecureRandom());
    private final PublicKeyEntry shown = key.publicEntry(Instant.EPOCH);
    private final Path folder;

    private FolderTargets(Path folder) {
        this.folder = folder;
    }

    /** The files are written below a folder of the build, one input after the other. */
    public static List<ParserTarget> all() {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "fuzz-folder").toAbsolutePath());
            return new FolderTargets(folder).targets();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ParserTarget> targets() throws IOException {
        var _ = ExchangePki.open(folder, InstantSource.system(), new SecureRandom())
                .service(ExchangePki.Service.GATEWAY, ExchangePki.Trusts.SUBMITTERS);
        OperatorKeys.write(folder, shown);
        Files.write(folder.resolve("operator-1.json"), new JwkSet(List.of(shown)).toJson());
        Files.writeString(folder.resolve("empty.pem"), "");
        JoiningFolder joining = new JoiningFolder(folder).desk("status: ACTIVE\n");
        AccessionForm.Own own = new AccessionForm.Own(List.of(shown), List.of(), List.of(), Instant.EPOCH);
        Proposal proposal = Proposal.make(Directory.empty(), 0, joining.read().bodies(), JoiningFolder.NOW, key);
        Path proposed = folder.resolve("proposal.json");
        proposal.write(proposed);
        return List.of(
                yaml("operators.yaml", OperatorsYaml::parse, OPERATORS, "threshold: 1\nkeys: [\"\\0\"]\n"),
                yaml(
                        "exchange.yaml",
                        ExchangeYaml::parse,
                        EXCHANGE,
                        EXCHANGE.replace("pki/services.pem", "operator-1.json"),
                        EXCHANGE.replace("pki/exchange-gateway/certificate.pem", "empty.pem"),
                        "keys: [{purpose: RECEIPT, keyFile: \"\\0\"}]\n"),
                yaml("participants/desk.yaml", ParticipantYaml::parse, PARTICIPANT, "accession: \"\\0\"\n"),
                yaml(
                        "form.yaml",
                        form -> AccessionForm.fill(form, own),
                        FORM,
                        "endpoint: {trustAnchorFile: \"\\0\"}\n",
                        "endpoint: {trustAnchorFile: nowhere.pem}\n"),
                new ParserTarget(
                        "proposal",
                        List.of(Files.readAllBytes(proposed), BROKEN_UTF_32),
                        ParserTarget.expecting(
                                IllegalArgumentException.class,
                                bytes -> Proposal.read(written("proposal.json", bytes))
                                        .signers())));
    }

    private ParserTarget yaml(String file, Consumer<Path> parser, String... seeds) {
        List<byte[]> all = Stream.concat(Stream.of(seeds), Stream.of("", "a: &a [*a, *a]\n", "[[[", "- \u00e4"))
                .flatMap(seed ->
                        Stream.of(seed.getBytes(StandardCharsets.UTF_8), seed.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
        return new ParserTarget(
                file, all, ParserTarget.expecting(DecodeException.class, bytes -> parser.accept(written(file, bytes))));
    }

    private Path written(String file, byte[] bytes) {
        try {
            return Files.write(folder.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
