package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.harborlight.schemas.tls.OcspAnswer;
import org.harborlight.schemas.tls.Revocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is remembered of responders' answers. */
final class OcspAnswersTest {
    private final Instant now = Instant.now();
    private final AtomicInteger added = new AtomicInteger();
    private final OcspAnswers answers = new OcspAnswers(added::incrementAndGet);
    private X509Certificate client;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        client = TlsScene.client(new TlsScene(folder).authority, "platform-a").certificate();
    }

    @Test
    void shouldForgetWhatWasAskedForLongestAgoAndWhatIsRevokedLast() {
        OcspEntry revoked = entry("revoked", 0);
        revoked.answered(new OcspAnswer(Revocation.REVOKED, now, now), now, Duration.ofHours(1));
        OcspEntry oldest = entry("oldest", 1);
        OcspEntry usedAgain = entry("used again", 2);
        for (int i = 3; i <= OcspAnswers.MOST; i++) {
            entry("issuer " + i, i);
        }
        usedAgain.ask(now.plusSeconds(OcspAnswers.MOST), Duration.ZERO);
        assertThat(answers.size()).isEqualTo(OcspAnswers.MOST + 1);

        answers.trim(now);

        assertThat(answers.size()).isEqualTo(OcspAnswers.MOST);
        assertThat(entry("revoked", 0)).isSameAs(revoked);
        assertThat(entry("used again", 2)).isSameAs(usedAgain);
        assertThat(added).hasValue(OcspAnswers.MOST + 1);
        assertThat(entry("oldest", 1)).as("forgotten").isNotSameAs(oldest);
    }

    @Test
    void shouldTakeAnOlderAnswerOnlyWhereTheOneHeldIsOverOrItSaysRevoked() {
        OcspEntry entry = entry("one", 0);
        Duration age = Duration.ofHours(1);
        Instant later = now.plusSeconds(61);
        OcspAnswer older = new OcspAnswer(Revocation.GOOD, now.minusSeconds(1), now.plusSeconds(600));
        OcspAnswer revoked = new OcspAnswer(Revocation.REVOKED, now.minusSeconds(2), now.plusSeconds(600));
        assertThat(entry.answered(new OcspAnswer(Revocation.GOOD, now, now.plusSeconds(60)), now, age))
                .isTrue();

        assertThat(entry.answered(older, now, age)).isFalse();
        assertThat(entry.answered(older, later, age)).isTrue();
        assertThat(entry.answered(revoked, later, age)).isTrue();
        assertThat(entry.isRevoked()).isTrue();
    }

    private OcspEntry entry(String issuer, int seconds) {
        return answers.of(issuer, client, now.plusSeconds(seconds));
    }
}
