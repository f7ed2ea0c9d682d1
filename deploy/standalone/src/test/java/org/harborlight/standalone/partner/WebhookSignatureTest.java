package org.harborlight.standalone.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.connector.push.WebhookSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the exchange has signed lately is let through; no header throws. */
final class WebhookSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final byte[] BODY = {1, 2, 3};

    private final SigningKey key = SigningKey.generate("connector-1", new SecureRandom());
    private final WebhookSignature signature =
            new WebhookSignature(List.of(VerificationKey.of(key.publicEntry(Instant.EPOCH))));
    private final String signed = new WebhookSigner(key).sign("id", NOW, BODY);

    @Test
    void shouldAcceptWhatTheExchangeSigned() {
        assertThat(signature.valid("id", Long.toString(NOW.getEpochSecond()), signed, BODY, NOW))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "0"})
    void shouldRefuseATimestampThatIsNone(String timestamp) {
        assertThat(signature.valid("id", timestamp, signed, BODY, NOW)).isFalse();
    }
}
