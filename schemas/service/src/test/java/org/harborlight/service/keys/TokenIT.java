package org.harborlight.service.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.SigningUnavailableException;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.token.SoftToken;
import org.harborlight.service.Readiness;
import org.harborlight.service.keys.TokenException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys in a real token, SoftHSM's. Skipped where it is not installed. */
@Timeout(60)
final class TokenIT {
    private static final String P256 = "p256";
    private static final SoftToken TOKEN = SoftToken.make();

    @BeforeAll
    static void make() {
        TOKEN.makeKey(P256, "EC", "-groupname", "secp256r1");
        TOKEN.makeKey("p384", "EC", "-groupname", "secp384r1");
        TOKEN.makeKeyToWrap("to-wrap", "EC", "-groupname", "secp256r1");
        TOKEN.makeKeyToRead("to-read", "EC", "-groupname", "secp256r1");
    }

    /** Logins are of the whole process, so each test begins without one. */
    @AfterEach
    void logout() throws Exception {
        Files.writeString(TOKEN.pin(), SoftToken.PIN);
        TOKEN.logout();
    }

    @Test
    void shouldSignAsTheOrdinaryVerifierExpects() throws Exception {
        SigningKey key = open(P256);

        assertThat(key.algorithm()).isEqualTo(KeyAlgorithm.ECDSA_P256);
        VerificationKey published = VerificationKey.of(key.publicEntry(Instant.EPOCH));
        SignedEnvelope envelope = new EnvelopeSigner(key).sign(MediaTypes.DELIVERY, new byte[] {1, 2, 3});
        assertThat(new EnvelopeVerifier(_ -> Optional.of(published)).verify(envelope, Instant.now()))
                .isInstanceOf(SignatureCheck.Valid.class);
        assertThatThrownBy(key::toPem).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSignOnManyThreadsAtOnceAndLogInAnewWhenTheLoginIsLost() throws Exception {
        SigningKey key = open(P256);
        VerificationKey published = VerificationKey.of(key.publicEntry(Instant.EPOCH));
        List<Future<Integer>> threads = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                byte mark = (byte) thread;
                threads.add(pool.submit(() -> {
                    int good = 0;
                    for (byte i = 0; i < 50; i++) {
                        byte[] input = {mark, i};
                        good += published.verifies(input, key.sign(input)) ? 1 : 0;
                    }
                    return good;
                }));
            }
            TOKEN.logout();
            for (Future<Integer> thread : threads) {
                assertThat(thread.get()).isEqualTo(50);
            }
        }
        assertThat(key.usable()).isTrue();
    }

    @Test
    void shouldSayThatTheTokenIsLostAndTakeItUpAgain() throws Exception {
        SigningKey key = open(P256);
        Readiness readiness = new Readiness();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        KeyWatch watch = new KeyWatch(key, Duration.ofMillis(20), () -> {})
                .tell(metrics, readiness)
                .start();
        try (watch) {
            Files.delete(TOKEN.pin());
            TOKEN.logout();
            Awaitility.await().until(() -> !readiness.ready());
            assertThat(readiness.missing()).containsExactly("signing-key-not-usable");
            assertThat(metrics.get("harborlight.signing.key.usable").gauge().value())
                    .isZero();
            assertThatThrownBy(() -> key.sign(new byte[1])).isInstanceOf(SigningUnavailableException.class);

            Files.writeString(TOKEN.pin(), SoftToken.PIN);
            Awaitility.await().until(readiness::ready);
            assertThat(key.sign(new byte[1])).hasSize(64);
        }
    }

    @Test
    void shouldTryAWrongPinOnce() throws Exception {
        Files.writeString(TOKEN.pin(), "999999");

        assertRefused(P256, Reason.PIN_REFUSED);
        assertThat(TOKEN.flags()).contains("CKF_USER_PIN_COUNT_LOW");
        Files.writeString(TOKEN.pin(), SoftToken.PIN);
        open(P256);
        assertThat(TOKEN.flags()).doesNotContain("CKF_USER_PIN_COUNT_LOW");
    }

    @Test
    void shouldNotSendARefusedPinAgain() throws Exception {
        SigningKey key = open(P256);
        Files.writeString(TOKEN.pin(), "999999");
        TOKEN.logout();
        key.check();
        assertThat(key.usable()).isFalse();

        Files.writeString(TOKEN.pin(), SoftToken.PIN);
        key.check();
        assertThat(key.usable()).as("not before a restart").isFalse();
    }

    @Test
    void shouldRefuseWhatCannotSignHere() throws Exception {
        assertRefused("nobody", Reason.NO_KEY);
        assertRefused("p384", Reason.NOT_P256);
        assertThatThrownBy(() -> TokenSigner.open("sign-1", TokenAccess.of(TOKEN.library(), "4711", TOKEN.pin()), P256))
                .hasMessage("no token answers under this library and slot");
        Files.writeString(TOKEN.pin(), "\n");
        assertRefused(P256, Reason.PIN_UNREADABLE);
    }

    @Test
    void shouldRefuseAKeyThatCanBeTakenOutOfTheToken() {
        assertRefused("to-wrap", Reason.EXTRACTABLE);
        assertRefused("to-read", Reason.EXTRACTABLE);
    }

    @Test
    void shouldTakeAConfigurationOfTheProvider() throws Exception {
        Path file = Files.writeString(
                TOKEN.pin().resolveSibling("token.cfg"),
                "name = Own\nlibrary = " + TOKEN.library() + "\nslot = " + TOKEN.slot() + "\n");

        assertThat(TokenSigner.open("sign-1", new TokenAccess(file.toString(), TOKEN.pin()), P256)
                        .sign(new byte[1]))
                .hasSize(64);
    }

    private static SigningKey open(String alias) throws TokenException {
        return TokenSigner.open("sign-1", TokenAccess.of(TOKEN.library(), TOKEN.slot(), TOKEN.pin()), alias);
    }

    private static void assertRefused(String alias, Reason reason) {
        assertThatThrownBy(() -> open(alias))
                .isInstanceOfSatisfying(
                        TokenException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
