package org.harborlight.standalone.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.OperatorKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With whom a directory began does not change when an operator goes; who signs does. */
class LocalOperatorsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path root;

    private Path keys;
    private Path published;

    @BeforeEach
    void folders() throws IOException {
        keys = Files.createDirectory(root.resolve("keys"));
        published = Files.createDirectory(root.resolve("operator-public"));
    }

    @Test
    void shouldMakeTwoKeysAndFindThemAgain() throws IOException {
        LocalOperators made = open();
        publish(made);

        assertThat(made.begunWith()).extracting(PublicKeyEntry::getKeyId).containsExactly("operator-1", "operator-2");
        assertThat(open().begunWith()).isEqualTo(made.begunWith());
        assertThat(signers(open(), made.begunWith())).containsExactly("operator-1", "operator-2");
    }

    @Test
    void shouldStayWithOneKeyWhereItBeganWithOne() {
        KeyFiles.signingKey(keys.resolve("operator-1.pem"), "operator-1", RANDOM);

        assertThat(open().begunWith()).extracting(PublicKeyEntry::getKeyId).containsExactly("operator-1");
        assertThat(keys.resolve("operator-2.pem")).doesNotExist();
    }

    @Test
    void shouldSignWithTheNewKeyOnceTheOldOneIsGoneAndPinTheFirstOnesStill() throws IOException {
        LocalOperators first = open();
        publish(first);
        Files.delete(keys.resolve("operator-1.pem"));
        SigningKey third = KeyFiles.signingKey(keys.resolve("operator-3.pem"), "operator-3", RANDOM);
        LocalOperators later = open();

        assertThat(later.begunWith()).isEqualTo(first.begunWith());
        assertThat(keys.resolve("operator-1.pem")).doesNotExist();
        assertThat(signers(later, List.of(first.begunWith().getLast(), third.publicEntry(Instant.EPOCH))))
                .containsExactly("operator-2", "operator-3");
        assertThatThrownBy(() -> signers(later, first.begunWith()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 of the operator keys operator-1, operator-2 must sign")
                .hasMessageContaining("1 of them");
    }

    private LocalOperators open() {
        return LocalOperators.open(keys, published, RANDOM);
    }

    private void publish(LocalOperators operators) throws IOException {
        for (PublicKeyEntry key : operators.begunWith()) {
            OperatorKeys.write(published, key);
        }
    }

    private static List<String> signers(LocalOperators here, List<PublicKeyEntry> operators) {
        return here.signers(OperatorSet.pinned(operators, operators.size())).stream()
                .map(SigningKey::keyId)
                .toList();
    }
}
