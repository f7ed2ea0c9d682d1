package org.harborlight.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange's own keys as a file that two operators review, sign and apply. */
class ExchangeYamlTest {
    private static final String KEYS = """
            keys:
              - {purpose: RECEIPT, keyFile: receipt-1.json, validTo: 2026-12-31T00:00:00.0001Z}
              - {purpose: RECEIPT, keyFile: receipt-2.json, validFrom: 2026-12-01T00:00:00Z}
              - {purpose: SEALING, keyFile: sealing-1.json, revokedAt: 2026-12-02T00:00:00Z}
            """;
    private static final String SERVICES = """
            authorities: [pki/services.pem]
            certificates: [pki/exchange-gateway/certificate.pem]
            """;

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        ExchangePki pki = ExchangePki.open(folder, InstantSource.system(), random);
        var _ = pki.service(ExchangePki.Service.GATEWAY, ExchangePki.Trusts.SUBMITTERS);
        show("receipt-1", SigningKey.generate("receipt-1", random).publicEntry(Instant.EPOCH));
        show("receipt-2", SigningKey.generate("receipt-2", random).publicEntry(Instant.EPOCH));
        show("sealing-1", SealingKey.generate("sealing-1", random).publicEntry(Instant.EPOCH));
    }

    @Test
    void shouldReadKeysWithTheirTimesAndTheServicesThatTheirCertificatesName() throws IOException {
        ExchangeKeys keys = read(KEYS + SERVICES).exchange().getFirst();

        assertThat(keys.getKeys())
                .extracting(ExchangeKey::getPurpose)
                .containsExactly(KeyPurpose.RECEIPT, KeyPurpose.RECEIPT, KeyPurpose.SEALING);
        assertThat(keys.getKeys().get(0).getKey().getValidFrom()).isEqualTo(Instant.EPOCH);
        assertThat(keys.getKeys().get(0).getKey().getValidTo()).isEqualTo(Instant.parse("2026-12-31T00:00:00Z"));
        assertThat(keys.getKeys().get(1).getKey().getValidFrom()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(keys.getKeys().get(2).getKey().getRevokedAt()).isEqualTo(Instant.parse("2026-12-02T00:00:00Z"));
        assertThat(keys.getServiceIdentities())
                .singleElement()
                .satisfies(identity ->
                        assertThat(identity.getSanUri()).isEqualTo("urn:harborlight:participant:exchange-gateway"));
    }

    @Test
    void shouldBeAnEntryThatChangesTheDirectoryOnce() throws IOException {
        SigningKey operator = SigningKey.generate("operator-1", random);
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        ExchangeKeys keys = read(KEYS + SERVICES).exchange().getFirst();

        assertThat(Change.of(loader.current(), keys)).map(Change::added).contains(true);
        SignedEnvelope entry =
                DirectorySigner.sign(Directory.empty(), keys, Instant.parse("2026-11-27T00:00:00Z"), List.of(operator));
        assertThat(loader.apply(entry)).isInstanceOf(LoadResult.Applied.class);
        assertThat(Change.of(loader.current(), keys)).isEmpty();

        ExchangeKeys ended = read(KEYS.replace("validFrom: 2026-12-01", "validFrom: 2026-12-03") + SERVICES)
                .exchange()
                .getFirst();
        Optional<Change> change = Change.of(loader.current(), ended);
        assertThat(change).map(Change::subject).contains("exchange keys");
        assertThat(change.orElseThrow().fields()).extracting(Change.Field::at).containsExactly("/keys");
    }

    @Test
    void shouldMissALineOnlyWhereItsKeyHasNotEnded() throws IOException {
        ExchangeKeys all = read(KEYS + SERVICES).exchange().getFirst();
        SigningKey operator = SigningKey.generate("operator-1", random);
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        Instant at = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(loader.apply(DirectorySigner.sign(loader.current(), all, at, List.of(operator))))
                .isInstanceOf(LoadResult.Applied.class);
        ExchangeKeys onlyOne = new ExchangeKeys(all.getKeys().subList(1, 2), all.getServiceIdentities());

        assertThat(DroppedKeys.of(loader.current(), List.of(all), at)).isEmpty();
        assertThat(DroppedKeys.of(loader.current(), List.of(onlyOne), at)).containsExactly("receipt-1", "sealing-1");
        assertThat(DroppedKeys.of(loader.current(), List.of(onlyOne), Instant.parse("2026-12-02T00:00:00Z")))
                .containsExactly("receipt-1");
        assertThat(DroppedKeys.of(loader.current(), List.of(onlyOne), Instant.parse("2026-12-31T00:00:00Z")))
                .isEmpty();
        assertThat(DroppedKeys.of(Directory.empty(), List.of(onlyOne), at)).isEmpty();
    }

    @Test
    void shouldSayWhatCannotBeMeant() throws IOException {
        assertThat(findings(KEYS.replace("purpose: SEALING", "purpose: RECEIPT") + SERVICES))
                .containsExactly("/keys/2/purpose");
        assertThat(findings(KEYS.replace("receipt-2", "sealing-1") + SERVICES)).containsExactly("/keys/1/purpose");
        assertThat(findings(KEYS.replace("receipt-2", "receipt-1") + SERVICES)).containsExactly("/keys/1");
        assertThat(findings(KEYS.replace("receipt-2.json", "missing.json") + SERVICES))
                .containsExactly("/keys/1/keyFile");
        assertThat(findings(KEYS.replace("receipt-2.json", "pki/services.pem") + SERVICES))
                .containsExactly("/keys/1/keyFile");
        assertThat(findings(KEYS.replace("validFrom", "since") + SERVICES)).containsExactly("/keys/1/since");
        assertThat(findings(KEYS.replace("2026-12-02T00:00:00Z", "soon") + SERVICES))
                .containsExactly("/keys/2/revokedAt");
        assertThat(findings(SERVICES)).containsExactly("/keys");
        assertThat(findings(KEYS)).containsExactly("/authorities");
        assertThat(findings(KEYS + SERVICES.replace("services.pem", "partners.pem")))
                .containsExactly("/certificates/0");
    }

    private List<String> findings(String yaml) throws IOException {
        DirectoryFolder read = read(yaml);
        assertThat(read.exchange()).isEmpty();
        assertThat(read.unreadable()).extracting(DirectoryFinding::file).containsOnly("exchange.yaml");
        return read.unreadable().stream().map(DirectoryFinding::at).toList();
    }

    private DirectoryFolder read(String yaml) throws IOException {
        Files.writeString(folder.resolve("exchange.yaml"), yaml);
        return DirectoryFolder.read(folder);
    }

    private void show(String name, PublicKeyEntry key) throws IOException {
        Files.write(folder.resolve(name + ".json"), new JwkSet(List.of(key)).toJson());
    }
}
