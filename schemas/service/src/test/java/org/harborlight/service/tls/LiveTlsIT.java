package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.Revocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS files that change under a listener with real connections. */
@Timeout(60)
final class LiveTlsIT {
    private static final int RELOADS = 4;

    private TlsScene scene;
    private IssuedCertificate client;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        scene = new TlsScene(folder);
        client = TlsScene.client(scene.authority, "platform-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldDemandAClientCertificateAfterEveryReload(String protocol) throws IOException {
        LiveTls tls = scene.open(scene.files);
        try (TlsServer server = new TlsServer(tls, true);
                TlsConnection old = new TlsConnection(scene.context(client), server.port(), protocol)) {
            X509Certificate first = tls.material().certificate();
            for (int reload = 1; reload <= RELOADS; reload++) {
                IssuedCertificate next = scene.server();
                scene.show(next);
                tls.look();

                assertThat(tls.record().reloads()).isEqualTo(reload);
                assertThat(shown(server, protocol)).isEqualTo(next.certificate());
                assertNobodyIsLetInWithoutCertificate(server, protocol);
                assertThat(old.ask()).isEqualTo("Known");

                scene.write("tls.key", "damaged");
                tls.look();
                tls.look();

                assertThat(tls.record().failing()).isTrue();
                assertThat(shown(server, protocol)).isEqualTo(next.certificate());
                assertNobodyIsLetInWithoutCertificate(server, protocol);
                assertThat(old.ask()).isEqualTo("Known");
            }
            assertThat(old.server()).isEqualTo(first);
        }
    }

    @Test
    void shouldShowThePkcs12CertificateThatIsThereNow() throws IOException, GeneralSecurityException {
        LiveTls tls = scene.open(scene.pkcs12(scene.server()));
        try (TlsServer server = new TlsServer(tls, true)) {
            IssuedCertificate next = scene.server();
            var _ = scene.pkcs12(next);
            tls.look();

            assertThat(shown(server, "TLSv1.3")).isEqualTo(next.certificate());
            assertNobodyIsLetInWithoutCertificate(server, "TLSv1.3");
        }
    }

    @Test
    void shouldBelieveTheAuthoritiesThatAreThereNow() throws IOException {
        LiveTls tls = scene.open(scene.files);
        SSLContext other = scene.context(TlsScene.client(scene.another, "platform-b"));
        try (TlsServer server = new TlsServer(tls, true);
                TlsConnection old = new TlsConnection(scene.context(client), server.port(), "TLSv1.3")) {
            assertRefused(other, server, "TLSv1.3");

            scene.trust(scene.another);
            tls.look();

            try (TlsConnection connection = new TlsConnection(other, server.port(), "TLSv1.3")) {
                assertThat(connection.ask()).isEqualTo("Known");
            }
            assertRefused(scene.context(client), server, "TLSv1.3");
            assertThat(old.ask()).isEqualTo("Nobody");
        }
    }

    @Test
    void shouldTellARevokedCertificateOnItsNextRequest() throws IOException {
        Path list = scene.list("one.crl", scene.authority);
        LiveTls tls = scene.open(scene.files(List.of(list)));
        try (TlsServer server = new TlsServer(tls, true);
                TlsConnection open = new TlsConnection(scene.context(client), server.port(), "TLSv1.3")) {
            assertThat(open.ask()).isEqualTo("Known");

            scene.list("one.crl", scene.authority, client.certificate());
            tls.look();
            assertThat(open.ask()).isEqualTo("Revoked");
            try (TlsConnection another = new TlsConnection(scene.context(client), server.port(), "TLSv1.3")) {
                assertThat(another.ask()).isEqualTo("Revoked");
            }
        }
    }

    @Test
    void shouldLetInOnceAResponderHasSaidGoodAndCloseOnceItSaysRevoked() throws IOException {
        try (TestResponder responder = new TestResponder(scene.authority, () -> scene.now)) {
            LiveTls tls = scene.open(scene.asking(responder));
            try (TlsWatch watch = new TlsWatch(List.of(tls), Duration.ofHours(1));
                    TlsServer server = new TlsServer(tls, true);
                    TlsConnection idle = connection(server);
                    TlsConnection open = connection(server)) {
                assertThat(open.ask()).isEqualTo("Unproven");
                watch.start();
                await().until(() -> "Known".equals(open.ask()));
                assertThat(responder.asked()).isEqualTo(1);

                tls.onChange(server.connections::recheck);
                responder.says(Revocation.REVOKED);
                scene.now = scene.now.plus(Duration.ofHours(1));
                assertThat(idle.ended()).isTrue();
                try (TlsConnection another = connection(server)) {
                    assertThat(another.ask()).isEqualTo("Revoked");
                }
            }
        }
    }

    @Test
    void shouldHaveAskedByTheFirstRequestWhatWasShownInTheHandshake() throws IOException {
        try (TestResponder responder = new TestResponder(scene.authority, () -> scene.now)) {
            LiveTls tls = scene.open(scene.asking(responder));
            try (var _ = new TlsWatch(List.of(tls), Duration.ofHours(1)).start();
                    TlsServer server = new TlsServer(tls, true);
                    TlsConnection open = connection(server)) {
                await().until(() -> responder.asked() == 1
                        && tls.ocsp().orElseThrow().answers().answered() == 1);

                assertThat(open.ask()).isEqualTo("Known");
                responder.says(Revocation.REVOKED);
                scene.now = scene.now.plus(Duration.ofHours(1));
                await().until(() -> "Revoked".equals(open.ask()));
            }
        }
    }

    @Test
    void shouldRefuseAServerWhoseCertificateIsRevokedAndShowItsOwnNewOne() throws Exception {
        LiveTls listening = scene.open(scene.files);
        Path list = scene.list("one.crl", scene.authority);
        LiveTls asking = scene.open(scene.files(List.of(list)));
        try (TlsServer server = new TlsServer(listening, true)) {
            var http = server.vertx
                    .httpClientBuilder()
                    .with(new HttpClientConfig().setSsl(true))
                    .with(asking.clientOptions())
                    .build();
            assertThat(http.request(HttpMethod.GET, server.port(), "localhost", "/")
                            .compose(request -> request.send().compose(response -> response.body()))
                            .await(20, TimeUnit.SECONDS)
                            .toString())
                    .isEqualTo("Known");
            http.close().await(20, TimeUnit.SECONDS);

            scene.list("one.crl", scene.authority, listening.material().certificate());
            asking.look();

            var again = server.vertx
                    .httpClientBuilder()
                    .with(new HttpClientConfig().setSsl(true))
                    .with(asking.clientOptions())
                    .build();
            assertThatThrownBy(() -> again.request(HttpMethod.GET, server.port(), "localhost", "/")
                            .await(20, TimeUnit.SECONDS))
                    .isNotInstanceOf(TimeoutException.class)
                    .hasStackTraceContaining("certificate-revoked");
        }
    }

    @Test
    void shouldCloseAtOnceWhoIsGoneAndLaterWhoIsLeaving() throws IOException {
        LiveTls tls = scene.open(scene.files);
        try (TlsServer server = new TlsServer(tls, true)) {
            try (TlsConnection open = new TlsConnection(scene.context(client), server.port(), "TLSv1.3")) {
                assertThat(open.ask()).isEqualTo("Known");
                server.judge(new Stay.Gone("platform-a", "revoked"));
                assertThat(open.ended()).isTrue();
            }
            server.judge(new Stay.Welcome());
            try (TlsConnection open = new TlsConnection(scene.context(client), server.port(), "TLSv1.3")) {
                assertThat(open.ask()).isEqualTo("Known");
                server.judge(new Stay.Leaving("platform-a", "suspended"));
                assertThat(open.ask()).isEqualTo("Known");
                assertThat(open.ended()).isTrue();
            }
        }
    }

    private TlsConnection connection(TlsServer server) throws IOException {
        return new TlsConnection(scene.context(client), server.port(), "TLSv1.3");
    }

    private X509Certificate shown(TlsServer server, String protocol) throws IOException {
        try (TlsConnection connection = new TlsConnection(scene.context(client), server.port(), protocol)) {
            assertThat(connection.ask()).isEqualTo("Known");
            return connection.server();
        }
    }

    private void assertNobodyIsLetInWithoutCertificate(TlsServer server, String protocol) {
        assertRefused(scene.context(null), server, protocol);
    }

    private static void assertRefused(SSLContext tls, TlsServer server, String protocol) {
        assertThatThrownBy(() -> {
                    try (TlsConnection connection = new TlsConnection(tls, server.port(), protocol)) {
                        connection.ask();
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }
}
