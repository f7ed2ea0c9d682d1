package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.token.SoftToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose receipt key is in a token that is lost for a while. Skipped where there is no SoftHSM. */
@Timeout(90)
final class TokenReceiptIT {
    private static final String KEY = "receipt-token";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldAcceptOnlyWhileItsTokenSigns(@TempDir Path folder) throws Exception {
        SoftToken token = SoftToken.make();
        token.makeKey(KEY, "EC", "-groupname", "secp256r1");
        Map<String, String> settings = Map.of(
                "receipt.key.id",
                KEY,
                "receipt.key.file",
                "",
                "receipt.key.token.alias",
                KEY,
                "token.library",
                token.library().toString(),
                "token.slot",
                token.slot(),
                "token.pin.file",
                token.pin().toString(),
                "token.check.interval.ms",
                "100");
        TestExchange exchange = new TestExchange(folder);
        PublicKeyEntry listed = exchange.config("https://localhost:1", settings)
                .secrets()
                .receiptKey()
                .publicEntry(Instant.EPOCH);
        exchange.publishKeys(including(exchange, listed));
        try (RunningGateway running = RunningGateway.start(exchange, settings)) {
            running.awaitReady();
            assertReceipt(submit(running), listed);

            Files.delete(token.pin());
            token.logout();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.readiness().getJsonArray("reasons"))
                            .containsExactly("signing-key-not-usable"));
            assertThat(submit(running).assertProblem(ProblemType.UNAVAILABLE).retryAfter())
                    .isPositive();

            Files.writeString(token.pin(), SoftToken.PIN);
            running.awaitReady();
            assertReceipt(submit(running), listed);
        }
    }

    private static ExchangeKeys including(TestExchange exchange, PublicKeyEntry listed) {
        List<ExchangeKey> all = new ArrayList<>(exchange.keys.exchange().getKeys());
        all.add(new ExchangeKey(KeyPurpose.RECEIPT, listed));
        return new ExchangeKeys(all, List.of());
    }

    private static void assertReceipt(Answer answer, PublicKeyEntry listed) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        EnvelopeVerifier verifier = new EnvelopeVerifier(
                keyId -> keyId.equals(KEY) ? Optional.of(VerificationKey.of(listed)) : Optional.empty());
        assertThat(verifier.verify(
                        DsseJson.read(answer.text().getBytes(StandardCharsets.UTF_8), 64 * 1024), Instant.now()))
                .isInstanceOf(SignatureCheck.Valid.class);
    }

    private static Answer submit(RunningGateway running) {
        TestNotices notices = running.exchange.notices;
        return running.client.submit(notices.sealed(notices.standard(RunningGateway.SUBMITTER)));
    }
}
