package org.harborlight.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.OperatorKey;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.OperatorKeys;
import org.harborlight.standalone.partner.JwkSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorsYamlTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private JoiningFolder files;

    @BeforeEach
    void makeKeys() throws IOException {
        files = new JoiningFolder(folder);
        PublicKeyEntry pinned = SigningKey.generate("operator-1", RANDOM).publicEntry(Instant.EPOCH);
        OperatorKeys.write(folder, pinned);
        show("operator-2", SigningKey.generate("operator-2", RANDOM).publicEntry(Instant.EPOCH));
        show("same", PublicKeyEntry.newBuilder(pinned).setKeyId("operator-9").build());
    }

    @Test
    void shouldReadKeysAsServicesAreConfiguredWithThemAndAsTheyAreShown() {
        Operators read = files.write("operators.yaml", "threshold: 2\nkeys: [operator-2.json, operator-1.pem]\n")
                .read()
                .operators()
                .getFirst();

        assertThat(read.getThreshold()).isEqualTo(2);
        assertThat(read.getKeys()).extracting(OperatorKey::getKeyId).containsExactly("operator-1", "operator-2");
        assertThat(files.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {threshold: 0, keys: [operator-1.pem]}               | /threshold: from 1 to the number of keys, at most 4
        {threshold: 2, keys: [operator-1.pem]}               | /threshold: from 1 to the number of keys, at most 4
        {threshold: two, keys: [operator-1.pem]}             | /threshold: how many of the keys must sign
        {threshold: 1, keys: operator-1.pem}                 | /keys: a list of files
        {threshold: 1, keys: [nowhere.pem]}                  | /keys/0: there is no file nowhere.pem
        {threshold: 1, keys: ["\\0"]}                         | /keys/0: there is no file
        {threshold: 1, keys: [operators.yaml]}               | /keys/0: no public key, neither PEM nor as
        {threshold: 2, keys: [operator-1.pem, same.json]}    | /keys: one key twice, which would let one operator
        {threshold: 1, keys: [operator-1.pem], until: never} | /until: threshold or keys
        [                                                    | line
        """)
    void shouldSayWhatCannotBeMeant(String yaml, String finding) {
        files.write("operators.yaml", yaml);

        assertThat(files.findings()).singleElement().asString().startsWith("operators.yaml " + finding);
    }

    @Test
    void shouldSayThatAFileIsNoText() throws IOException {
        Files.write(folder.resolve("operators.yaml"), new byte[] {(byte) 0xe4});

        assertThat(files.findings()).containsExactly("operators.yaml /: not text in UTF-8");
    }

    private void show(String name, PublicKeyEntry key) throws IOException {
        Files.write(folder.resolve(name + ".json"), new JwkSet(List.of(key)).toJson());
    }
}
