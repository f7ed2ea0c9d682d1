package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who and what is refused over real mutual TLS, and how little the refusals say. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class GatewayRefusalsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** In which a change of the directory, or of a revocation list, takes effect on what is open. */
    private static final Duration BAR = Duration.ofSeconds(5);

    private final RunningGateway running;
    private final TestNotices notices;
    private final Provocations provocations;

    GatewayRefusalsIT(RunningGateway running) {
        this.running = running;
        this.notices = running.exchange.notices;
        this.provocations = new Provocations(running);
    }

    @ParameterizedTest
    @EnumSource(value = ProblemType.class, mode = EnumSource.Mode.EXCLUDE, names = "FAULT")
    void shouldAnswerWithItsProblemWhenARequestLeadsToIt(ProblemType type) throws IOException {
        provocations.provoke(type).assertProblem(type);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_YET_KNOWN,1",
        "UNAVAILABLE,2",
        "REVOCATION_UNKNOWN,60",
        "RATE_LIMITED,60",
        "URGENT_QUOTA,3600",
        "TOO_MANY_WAITING,2"
    })
    void shouldSayWhenToRepeatWhenRepeatingHelps(ProblemType type, int atMostSeconds) throws IOException {
        assertThat(provocations.provoke(type).retryAfter()).isBetween(1, atMostSeconds);
    }

    @Test
    void shouldPointAtEveryFieldWhenSeveralAreInvalid() {
        Answer answer =
                running.client.submit(notices.bare(provocations.invalid())).assertProblem(ProblemType.INVALID_FIELD);

        assertThat(answer.pointers())
                .containsExactlyInAnyOrder("/harms", "/service", "/jurisdictionFacts/1/country", "/refersTo");
    }

    @Test
    void shouldPointAtTheSectionKeysWhenNobodyCouldOpenTheSections() {
        SignedNotice notice = sound();
        notice.setSectionKeys(null);

        assertThat(running.client
                        .submit(notice)
                        .assertProblem(ProblemType.INVALID_FIELD)
                        .pointers())
                .containsExactly("/sectionKeys");
    }

    @Test
    void shouldNameWhatIsAllowedWhenTheMethodIsNot() throws IOException {
        assertThat(provocations.provoke(ProblemType.METHOD_NOT_ALLOWED).header("allow"))
                .hasValue("GET, POST");
    }

    @Test
    void shouldNotLookUpWhenThePathHoldsNoNoticeId() {
        running.client.get("/v1/notices/" + TestNotices.CANARY).assertProblem(ProblemType.NOT_FOUND);
    }

    @Test
    void shouldRefuseWhenAnotherTrustedAuthorityCertifiedTheSameName() {
        TestClient impostor = running.client(TestExchange.certificate(
                running.exchange.otherAuthority, RunningGateway.SUBMITTER, Duration.ofDays(1)));

        impostor.submit(sound()).assertProblem(ProblemType.SUBMITTER_MISMATCH);
        impostor.get("/v1/keys").assertProblem(ProblemType.SUBMITTER_MISMATCH);
        impostor.get("/v1/notices/" + UUID.randomUUID()).assertProblem(ProblemType.SUBMITTER_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldFailTheHandshakeWhenThereIsNoTrustedCertificate(String protocol) {
        IssuedCertificate untrusted = TestExchange.certificate(
                running.exchange.exchangeAuthority, RunningGateway.SUBMITTER, Duration.ofDays(1));
        IssuedCertificate expired = TestExchange.certificate(
                running.exchange.submitterAuthority, RunningGateway.SUBMITTER, Duration.ofMinutes(-1));

        Stream.of(running.tls(null), running.tls(untrusted), running.tls(expired))
                .forEach(tls -> assertThatThrownBy(() -> ask(tls, protocol))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldAnswerWhenTheCertificateIsTrusted(String protocol) throws IOException {
        assertThat(ask(running.tls(running.exchange.certificate(RunningGateway.SUBMITTER)), protocol)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldFailWhenTheHttpClientHasNoCertificate() {
        try (TestClient nobody = new TestClient(running.tls(null), running.gateway.port())) {
            assertThatThrownBy(() -> nobody.get("/v1/keys")).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldRefuseTheNextRequestOnAnOpenConnectionWhenSuspended() throws IOException {
        TestClient client = running.join("suspended-later", null);
        try (RawConnection open = client.raw()) {
            assertThat(open.get("/v1/keys").status()).isEqualTo(200);

            long entered = System.nanoTime();
            running.exchange.enter("suspended-later", ParticipantStatus.SUSPENDED, null);

            running.awaitRefused(client);
            open.get("/v1/keys").assertProblem(ProblemType.SUSPENDED);
            assertThat(open.ended()).isTrue();
            assertSoonAfter(entered);
        }
    }

    @Test
    void shouldCloseTheOpenConnectionWhenRevoked() throws IOException {
        TestClient client = running.join("revoked-later", null);
        try (RawConnection open = client.raw();
                RawConnection another = running.client.raw()) {
            assertThat(open.get("/v1/keys").status()).isEqualTo(200);

            long entered = System.nanoTime();
            running.exchange.enter("revoked-later", ParticipantStatus.REVOKED, null);

            assertThat(open.ended()).isTrue();
            assertSoonAfter(entered);
            running.awaitRefused(client);
            client.submit(notices.sealed(notices.standard("revoked-later"))).assertProblem(ProblemType.SUSPENDED);
            assertThat(another.get("/v1/keys").status()).isEqualTo(200);
        }
    }

    @Test
    void shouldCloseTheOpenConnectionWhenItsCertificateIsRevoked() throws IOException {
        IssuedCertificate certificate = running.exchange.certificate(RunningGateway.SUBMITTER);
        TestClient client = running.client(certificate);
        try (RawConnection open = client.raw();
                RawConnection another = running.client.raw()) {
            assertThat(open.get("/v1/keys").status()).isEqualTo(200);

            long listed = System.nanoTime();
            running.exchange.revoke(certificate);

            assertThat(open.ended()).isTrue();
            assertSoonAfter(listed);
            client.get("/v1/keys").assertProblem(ProblemType.CERTIFICATE_REVOKED);
            assertThat(another.get("/v1/keys").status()).isEqualTo(200);
        }
    }

    private static void assertSoonAfter(long nanos) {
        assertThat(Duration.ofNanos(System.nanoTime() - nanos)).isLessThan(BAR);
    }

    @Test
    void shouldTakeOverANewCertificateWithoutDroppingConnections() throws IOException {
        try (RawConnection old = running.client.raw()) {
            X509Certificate first = old.server();

            IssuedCertificate next = running.exchange.renewGateway();

            await().atMost(PATIENCE).until(() -> {
                try (RawConnection connection = running.client.raw()) {
                    return connection.server().equals(next.certificate());
                }
            });
            assertThat(first).isNotEqualTo(next.certificate());
            assertThat(old.get("/v1/keys").status()).isEqualTo(200);
            shouldFailTheHandshakeWhenThereIsNoTrustedCertificate("TLSv1.2");
            shouldFailTheHandshakeWhenThereIsNoTrustedCertificate("TLSv1.3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300 * 1024, Integer.MAX_VALUE})
    void shouldRefuseWhenTheBodyGrowsTooLargeWithoutDeclaringIt(int bytes) {
        byte[] part = new byte[64 * 1024];
        Iterable<byte[]> body =
                () -> Stream.generate(() -> part).limit(bytes / part.length).iterator();

        running.client
                .submit(BodyPublishers.ofByteArrays(body), MediaTypes.SIGNED_NOTICE, _ -> {})
                .assertProblem(ProblemType.TOO_LARGE);
        assertThat(running.client.get("/v1/keys").status()).isEqualTo(200);
    }

    @Test
    void shouldCutTheConnectionWhenABodyNeverEnds() throws IOException {
        String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        try (RawConnection connection = running.client.raw()) {
            connection.send(Provocations.head("Transfer-Encoding: chunked"));
            for (int i = 0; i < 4; i++) {
                connection.send(chunk);
            }
            connection.answer().assertProblem(ProblemType.TOO_LARGE);

            assertThat(connection.ended()).isTrue();
        }
    }

    @Test
    void shouldKeepTheConnectionWhenARefusedBodyArrivesAfterItsAnswer() throws IOException {
        try (RawConnection connection = running.client.raw()) {
            connection.send("DELETE /v1/notices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            connection.answer().assertProblem(ProblemType.METHOD_NOT_ALLOWED);

            connection.send("b");

            await().during(RunningGateway.BODY_TIMEOUT.plusMillis(500))
                    .atMost(PATIENCE)
                    .until(() -> connection.get("/v1/keys").status() == 200);
        }
    }

    @Test
    void shouldCutTheConnectionWhenABodyIsTooSlow() throws IOException {
        try (RawConnection connection = running.client.raw()) {
            connection.send(Provocations.head("Content-Length: 1000") + "a");
            connection.answer().assertProblem(ProblemType.REQUEST_TIMEOUT);

            assertThat(connection.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource
    void shouldAnswerMalformedRequestWhenItIsNotHttp(String request) throws IOException {
        provocations.raw(request).assertProblem(ProblemType.MALFORMED_REQUEST);
    }

    static List<String> shouldAnswerMalformedRequestWhenItIsNotHttp() {
        return List.of(
                TestNotices.CANARY + "\r\n\r\n",
                "GET /v1/keys HTTP/1.1\r\nno colon " + TestNotices.CANARY + "\r\n\r\n",
                Provocations.head("Content-Length: " + TestNotices.CANARY),
                Provocations.head("Content-Length: -1"),
                Provocations.head("Transfer-Encoding: chunked") + TestNotices.CANARY + "\r\n");
    }

    @Test
    void shouldAnswerMalformedRequestWhenTheHeaderIsEndless() throws IOException {
        String header = "X-Filler: " + "a".repeat(9 * 1024);

        provocations
                .raw("GET /v1/keys HTTP/1.1\r\n" + header + "\r\n\r\n")
                .assertProblem(ProblemType.MALFORMED_REQUEST);
    }

    private SignedNotice sound() {
        return notices.sealed(notices.standard(RunningGateway.SUBMITTER));
    }

    private Answer ask(SSLContext tls, String protocol) throws IOException {
        try (RawConnection connection = new RawConnection(tls, running.gateway.port(), protocol)) {
            return connection.get("/v1/keys");
        }
    }
}
