package org.harborlight.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.partner.JwkSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path temporary;

    private final SigningKey one = SigningKey.generate("operator-1", RANDOM);
    private final SigningKey two = SigningKey.generate("operator-2", RANDOM);
    private List<SpecificRecord> bodies = List.of();

    @BeforeEach
    void begin() {
        bodies = new JoiningFolder(temporary)
                .desk("status: ACTIVE\nrevoked: {desk-sign-1: 2026-12-01T00:00:00Z}\n")
                .write("jurisdictions.yaml", "jurisdictions: [{country: IE, helplines: []}]\n")
                .read()
                .bodies();
    }

    @Test
    void shouldTakeEffectOnlyWhenBothSigned() {
        Proposal half = Proposal.make(Directory.empty(), 0, bodies, JoiningFolder.NOW, one);
        assertThat(loader().apply(half.entries().getFirst()))
                .isEqualTo(new LoadResult.Rejected("signatures-below-threshold"));

        Path file = temporary.resolve("proposal.json");
        half.write(file);
        Proposal.read(file).signedAlso(two).write(file);
        Proposal whole = Proposal.read(file);

        assertThat(whole.signers()).containsExactly("operator-1", "operator-2");
        DirectoryLoader loader = loader();
        assertThat(whole.follows(loader.current())).isTrue();
        whole.entries().forEach(entry -> assertThat(loader.apply(entry)).isInstanceOf(LoadResult.Applied.class));
        assertThat(whole.follows(loader.current())).isFalse();
        assertThat(bodies)
                .allSatisfy(
                        body -> assertThat(Change.of(loader.current(), body)).isEmpty());
    }

    @Test
    void shouldRefuseASecondSignatureOfOneKey() {
        Proposal half = Proposal.make(Directory.empty(), 0, bodies, JoiningFolder.NOW, one);

        assertThatThrownBy(() -> half.signedAlso(one)).hasMessage("operator-1 has signed it already");
    }

    @Test
    void shouldRefuseAProposalWithAnEntryTakenOut() {
        Proposal half = Proposal.make(
                Directory.empty(),
                0,
                List.of(bodies.getFirst(), bodies.getLast(), bodies.getFirst()),
                JoiningFolder.NOW,
                one);
        Path file = temporary.resolve("proposal.json");
        new Proposal(List.of(half.entries().getFirst(), half.entries().getLast())).write(file);

        assertThatThrownBy(() -> Proposal.read(file)).hasMessageContaining("does not follow the one before it");
    }

    @Test
    void shouldSayWhatChangesFieldByField() {
        Proposal half = Proposal.make(Directory.empty(), 0, bodies, JoiningFolder.NOW, one);
        DirectoryLoader loader = loader();
        half.signedAlso(two).entries().forEach(loader::apply);
        Participant narrowed = (Participant) bodies.getLast();
        narrowed.setCoverage(List.of("IE"));
        narrowed.getSigningKeys().getFirst().setRevokedAt(Instant.parse("2026-11-30T00:00:00Z"));

        Change change = Change.of(loader.current(), narrowed).orElseThrow();

        assertThat(change.subject()).isEqualTo("participant desk");
        assertThat(change.fields()).extracting(Change.Field::at).containsExactly("/coverage", "/signingKeys");
        assertThat(change.fields().getFirst().after().toString()).isEqualTo("[\"IE\"]");
    }

    @Test
    void shouldTakeANewOperatorInWhenSignedByThoseBeforeAndThoseAfter() throws IOException {
        SigningKey three = SigningKey.generate("operator-3", RANDOM);
        show(two);
        show(three);
        DirectoryFolder folder = new JoiningFolder(temporary)
                .write("operators.yaml", "threshold: 2\nkeys: [operator-3.json, operator-2.json]\n")
                .read();
        DirectoryLoader loader = loader();

        Change change =
                Change.of(loader.current(), folder.operators().getFirst()).orElseThrow();
        assertThat(change.subject()).isEqualTo("operators");
        assertThat(change.fields())
                .extracting(Change.Field::at)
                .containsExactly("/keys/operator-1", "/keys/operator-3");
        Proposal half = Proposal.make(loader.current(), 7, folder.bodies(), JoiningFolder.NOW, two)
                .signedAlso(one);
        assertThat(half.commandsFrom()).hasValue(7);
        assertThat(loader.apply(half.entries().getFirst()))
                .isEqualTo(new LoadResult.Rejected("new-operators-below-threshold"));

        Path file = temporary.resolve("proposal.json");
        half.signedAlso(three).write(file);
        assertThat(Proposal.read(file).entries())
                .allSatisfy(entry -> assertThat(loader.apply(entry)).isInstanceOf(LoadResult.Applied.class));

        assertThat(loader.current().operators().current().keyIds()).containsExactly("operator-2", "operator-3");
        assertThat(loader.current().participant("desk")).isPresent();
        assertThat(folder.bodies())
                .allSatisfy(
                        body -> assertThat(Change.of(loader.current(), body)).isEmpty());
    }

    private void show(SigningKey key) throws IOException {
        Files.write(
                temporary.resolve(key.keyId() + ".json"), new JwkSet(List.of(key.publicEntry(Instant.EPOCH))).toJson());
    }

    private DirectoryLoader loader() {
        return new DirectoryLoader(List.of(one.publicEntry(Instant.EPOCH), two.publicEntry(Instant.EPOCH)), 2);
    }
}
