package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.harborlight.schemas.tls.OcspCertificates;
import org.harborlight.schemas.tls.OcspDraft;
import org.harborlight.schemas.tls.Revocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responders that answer, and that do anything else. */
@Timeout(60)
final class LiveOcspIT {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger revocations = new AtomicInteger();
    private TlsScene scene;
    private TestResponder one;
    private TestResponder two;
    private X509Certificate client;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        scene = new TlsScene(folder);
        scene.now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        one = responder();
        two = responder();
        client = naming();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void shouldBeUnknownAtFirstAndGoodOnceFetched() {
        LiveOcsp ocsp = ocsp(one);

        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);
        ocsp.look();
        ocsp.look();
        awaitThat(ocsp, client, Revocation.GOOD);

        ocsp.look();
        assertThat(one.asked()).as("once").isEqualTo(1);
        assertThat(ocsp.answers().failing(scene.now)).isFalse();
    }

    @Test
    void shouldFetchByItselfOnceItIsStarted() {
        LiveOcsp ocsp = ocsp(one);
        ocsp.start();

        awaitThat(ocsp, client, Revocation.GOOD);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotBeHeldUpByAResponderThatHangs(boolean inTheBody) {
        LiveOcsp ocsp = ocsp(one, two);
        one.hangs(inTheBody);
        X509Certificate stuck = naming(one);
        X509Certificate other = naming(two);

        assertThat(ask(ocsp, stuck)).isEqualTo(Revocation.UNKNOWN);
        ocsp.look();
        await().until(() -> one.asked() == 1);
        awaitThat(ocsp, other, Revocation.GOOD);
        assertThat(ocsp.failures()).as("it still hangs").isZero();

        await().until(() -> ocsp.failures() == 1);
        assertThat(ask(ocsp, stuck)).isEqualTo(Revocation.UNKNOWN);
        assertThat(ocsp.answers().failing(scene.now)).isTrue();
    }

    @Test
    void shouldLeaveAResponderAloneForAWhileThatDidNotAnswer() {
        LiveOcsp ocsp = ocsp(one);
        one.does((exchange, _) -> TestResponder.send(exchange, 503, new byte[0]));
        look(ocsp, client);
        await().until(() -> ocsp.failures() == 1);
        one.says(Revocation.GOOD);

        X509Certificate other = naming();
        look(ocsp, other);
        await().during(Duration.ofMillis(300)).until(() -> one.asked() == 1);
        assertThat(ask(ocsp, other)).isEqualTo(Revocation.UNKNOWN);

        scene.now = scene.now.plusSeconds(10);
        awaitThat(ocsp, client, Revocation.GOOD);
        awaitThat(ocsp, other, Revocation.GOOD);
        assertThat(ocsp.failures()).isEqualTo(1);
    }

    @Test
    void shouldNeverConnectToAResponderThatIsNotListed() {
        LiveOcsp ocsp = ocsp(one);
        X509Certificate elsewhere = naming(two);
        look(ocsp, elsewhere);
        await().until(() -> ocsp.failures() == 1);

        one.does((exchange, _) -> {
            exchange.getResponseHeaders().set("location", two.url().toString());
            TestResponder.send(exchange, 307, new byte[0]);
        });
        look(ocsp, client);
        await().until(() -> ocsp.failures() == 2);

        assertThat(ask(ocsp, elsewhere)).isEqualTo(Revocation.UNKNOWN);
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);
        assertThat(two.asked()).isZero();
        assertThat(one.asked()).as("not asked instead").isEqualTo(1);
    }

    @Test
    void shouldAskThoseThatACertificateNamesAndEachInTurnIfItNamesNone() {
        LiveOcsp ocsp = ocsp(one, two);
        look(ocsp, naming(two));
        await().until(() -> two.asked() == 1);
        assertThat(one.asked()).isZero();

        one.does((exchange, request) -> TestResponder.send(
                exchange,
                200,
                OcspDraft.answering(scene.another, request, scene.now).signed()));
        awaitThat(ocsp, client, Revocation.GOOD);
        assertThat(one.asked()).isEqualTo(1);
        assertThat(ocsp.failures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 10 * 1024 * 1024})
    void shouldRefuseABodyThatIsTooLarge(int length) {
        LiveOcsp ocsp = ocsp(one);
        one.does((exchange, request) -> {
            byte[] answer =
                    OcspDraft.answering(scene.authority, request, scene.now).signed();
            TestResponder.send(exchange, 200, Arrays.copyOf(answer, length));
        });
        look(ocsp, client);
        await().until(() -> ocsp.failures() == 1);

        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);
    }

    @Test
    void shouldCountAnAnswerUntilItsEndAndAGraceAfterThat() {
        LiveOcsp ocsp = ocsp(one);
        awaitThat(ocsp, client, Revocation.GOOD);
        one.does((exchange, _) -> TestResponder.send(exchange, 503, new byte[0]));

        scene.now = scene.now.plus(TlsScene.GRACE);
        look(ocsp, client);
        scene.now = scene.now.plus(DAY);
        await().until(() -> ocsp.failures() == 1);
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.GOOD);
        assertThat(ocsp.answers().age(scene.now)).isEqualTo(DAY.plus(TlsScene.GRACE));

        scene.now = scene.now.plusSeconds(1);
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);
    }

    @Test
    void shouldKeepFreshWhatWasAskedForWithinADay() {
        LiveOcsp ocsp = ocsp(one);
        awaitThat(ocsp, client, Revocation.GOOD);
        scene.now = scene.now.plus(Duration.ofHours(1)).minusSeconds(1);
        ocsp.look();
        assertThat(one.asked()).as("before its time").isEqualTo(1);

        scene.now = scene.now.plusSeconds(1);
        ocsp.look();
        await().until(() -> one.asked() == 2);
        await().until(() -> ocsp.answers().age(scene.now).isZero());

        scene.now = scene.now.plus(DAY);
        ocsp.look();
        assertThat(ocsp.answers().due(scene.now)).isEmpty();
        assertThat(ask(ocsp, client))
                .as("not believed, since it was not kept fresh")
                .isEqualTo(Revocation.UNKNOWN);
        awaitThat(ocsp, client, Revocation.GOOD);
        await().until(() -> one.asked() == 3);
    }

    @Test
    void shouldFetchAnewAtHalfOfWhatIsLeft() {
        LiveOcsp ocsp = ocsp(one);
        one.does((exchange, request) -> TestResponder.send(
                exchange,
                200,
                OcspDraft.answering(scene.authority, request, scene.now)
                        .between(scene.now.minus(DAY), scene.now.plusSeconds(600))
                        .signed()));
        awaitThat(ocsp, client, Revocation.GOOD);
        scene.now = scene.now.plusSeconds(299);
        ocsp.look();
        assertThat(one.asked()).isEqualTo(1);

        scene.now = scene.now.plusSeconds(1);
        ocsp.look();
        await().until(() -> one.asked() == 2);
    }

    @Test
    void shouldTellOfARevocationAndKeepToIt() {
        LiveOcsp ocsp = ocsp(one);
        awaitThat(ocsp, client, Revocation.GOOD);
        assertThat(revocations).hasValue(0);

        one.says(Revocation.REVOKED);
        scene.now = scene.now.plus(Duration.ofHours(1));
        awaitThat(ocsp, client, Revocation.REVOKED);
        await().until(() -> revocations.get() == 1);

        one.says(Revocation.GOOD);
        scene.now = scene.now.plus(DAY.multipliedBy(9));
        look(ocsp, client);
        assertThat(ocsp.answers().due(scene.now)).isEmpty();
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.REVOKED);
        assertThat(one.asked()).isEqualTo(2);
    }

    @Test
    void shouldAskAgainSoonWhereTheResponderDoesNotKnow() {
        LiveOcsp ocsp = ocsp(one);
        one.says(Revocation.UNKNOWN);
        look(ocsp, client);
        await().until(() -> ocsp.answers().answered() == 1);
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);

        one.says(Revocation.GOOD);
        scene.now = scene.now.plusSeconds(10);
        awaitThat(ocsp, client, Revocation.GOOD);
        assertThat(ocsp.failures()).isZero();
    }

    @Test
    void shouldKeepItsAnswerWhereTheNextIsOlder() {
        LiveOcsp ocsp = ocsp(one);
        Instant first = scene.now;
        one.says(Revocation.UNKNOWN);
        look(ocsp, client);
        await().until(() -> ocsp.answers().answered() == 1);
        one.does((exchange, request) -> TestResponder.send(
                exchange,
                200,
                OcspDraft.answering(scene.authority, request, first.minusSeconds(1))
                        .signed()));

        scene.now = scene.now.plusSeconds(10);
        look(ocsp, client);
        await().until(() -> ocsp.failures() == 1);
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);
    }

    @Test
    @Timeout(4)
    void shouldCloseAtOnceWhileAResponderHangs() {
        LiveOcsp ocsp = ocsp(one);
        one.hangs(false);
        ocsp.start();
        ask(ocsp, client);
        await().until(() -> one.asked() == 1);

        ocsp.close();
        assertThat(ask(ocsp, client)).isEqualTo(Revocation.UNKNOWN);
    }

    private TestResponder responder() {
        TestResponder responder = new TestResponder(scene.authority, () -> scene.now);
        open.add(responder);
        return responder;
    }

    private LiveOcsp ocsp(TestResponder... listed) {
        LiveOcsp ocsp = new LiveOcsp(
                TlsScene.ocsp(listed),
                () -> List.of(scene.authority.certificate()),
                () -> scene.now,
                revocations::incrementAndGet);
        open.add(ocsp);
        return ocsp;
    }

    private X509Certificate naming(TestResponder... named) {
        String[] urls = Arrays.stream(named)
                .map(responder -> responder.url().toString())
                .toArray(String[]::new);
        return OcspCertificates.client(scene.authority, urls).certificate();
    }

    private Revocation ask(LiveOcsp ocsp, X509Certificate certificate) {
        return ocsp.of("issuer", certificate, scene.now);
    }

    private void look(LiveOcsp ocsp, X509Certificate certificate) {
        ask(ocsp, certificate);
        ocsp.look();
    }

    private void awaitThat(LiveOcsp ocsp, X509Certificate certificate, Revocation expected) {
        look(ocsp, certificate);
        await().until(() -> ask(ocsp, certificate) == expected);
    }
}
