package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorKeysTest {
    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"ED25519", "ECDSA_P256", "ML_DSA_65"})
    void shouldReadBackTheKeyWhenItIsForSigning(KeyAlgorithm algorithm) throws IOException {
        PublicKeyEntry key =
                SigningKey.generate(algorithm, "operator-1", new SecureRandom()).publicEntry(Instant.EPOCH);

        assertThat(OperatorKeys.read(List.of(OperatorKeys.write(folder, key)), problems))
                .containsExactly(key);
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldReportEachFileThatHoldsNoSigningKey() throws IOException {
        PublicKeyEntry key = SigningKey.generate("cut", new SecureRandom()).publicEntry(Instant.EPOCH);
        key.getPublicKey().limit(key.getPublicKey().limit() - 1);
        Path cut = OperatorKeys.write(folder, key);
        Path text = Files.writeString(folder.resolve("text.pem"), "no key");

        assertThat(OperatorKeys.read(List.of(cut, text), problems)).isEmpty();
        assertThat(problems).hasSize(2).allMatch(problem -> problem.contains("directory.operator.keys"));
    }
}
