package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.harborlight.schemas.tls.Revocation;
import org.harborlight.service.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which counts where there are revocation lists and responders, and what an operator sees of it. */
@Timeout(60)
final class OcspBesideListsIT {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Readiness readiness = new Readiness();
    private TlsScene scene;
    private TestResponder responder;
    private X509Certificate client;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        scene = new TlsScene(folder);
        scene.now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        responder = new TestResponder(scene.authority, () -> scene.now);
        client = TlsScene.client(scene.authority, "platform-a").certificate();
    }

    @AfterEach
    void close() {
        responder.close();
    }

    @Test
    void shouldAskNobodyWhileTheListSaysGoodOrRevoked() {
        LiveTls tls = open(scene.list("one.crl", scene.authority));
        try (TlsWatch watch = watch(tls)) {
            watch.start();
            assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.GOOD);
            tls.peers().expect(client);
            scene.list("one.crl", scene.authority, client);
            tls.look();
            assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.REVOKED);

            assertThat(tls.ocsp().orElseThrow().answers().size()).isZero();
            assertThat(responder.asked()).isZero();
        }
    }

    @Test
    void shouldAskWhereTheListIsPastItsGrace() {
        LiveTls tls = open(scene.list("one.crl", scene.authority));
        try (TlsWatch watch = watch(tls)) {
            watch.start();
            scene.now =
                    scene.now.plus(TlsScene.LIST_VALIDITY).plus(TlsScene.GRACE).plusSeconds(1);

            assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.UNKNOWN);
            await().until(() -> tls.peers().revocation(client) == Revocation.GOOD);
            assertThat(readiness.warnings()).containsExactly("crl-overdue");
        }
    }

    @Test
    void shouldAskWhereAnAuthorityHasNoList() {
        scene.trust(scene.authority, scene.another);
        LiveTls tls = open(scene.list("another.crl", scene.another));
        try (TlsWatch watch = watch(tls)) {
            watch.start();

            await().until(() -> tls.peers().revocation(client) == Revocation.GOOD);
            assertThat(readiness.warnings()).as("it needs none").isEmpty();
        }
    }

    @Test
    void shouldAskOnlyAboutWhatATrustedAuthorityIssuedItself() {
        LiveTls tls = scene.open(scene.asking(responder));
        X509Certificate stranger = TlsScene.client(scene.another, "platform-b").certificate();

        assertThat(tls.peers().revocation(stranger)).isEqualTo(Revocation.UNKNOWN);
        tls.peers().expect(stranger);

        assertThat(tls.ocsp().orElseThrow().answers().size()).isZero();
    }

    @Test
    void shouldShowHowItGoes() {
        LiveTls tls = scene.open(scene.asking(responder));
        try (TlsWatch watch = watch(tls)) {
            watch.start();
            await().until(() -> tls.peers().revocation(client) == Revocation.GOOD);
            assertThat(gauge("ocsp.answers")).isEqualTo(1);
            assertThat(metrics.find("harborlight.tls.crl.overdue").gauge()).isNull();
            assertThat(readiness.warnings()).isEmpty();

            responder.does((exchange, _) -> TestResponder.send(exchange, 500, new byte[0]));
            scene.now = scene.now.plus(Duration.ofHours(1));
            assertThat(gauge("ocsp.age.seconds")).isEqualTo(3600);
            await().until(() -> readiness.warnings().equals(List.of("ocsp-failing")));
            assertThat(readiness.ready()).isTrue();
            assertThat(metrics.get("harborlight.tls.ocsp.failures")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);

            responder.says(Revocation.GOOD);
            scene.now = scene.now.plusSeconds(10);
            await().until(() -> readiness.warnings().isEmpty());
            await().until(() -> gauge("ocsp.age.seconds") == 0);
        }
    }

    private LiveTls open(Path list) {
        return scene.open(scene.files(List.of(list), TlsScene.ocsp(responder)));
    }

    private TlsWatch watch(LiveTls tls) {
        return new TlsWatch(List.of(tls), Duration.ofHours(1)).tell(metrics, readiness);
    }

    private double gauge(String name) {
        return metrics.get("harborlight.tls." + name).gauge().value();
    }
}
