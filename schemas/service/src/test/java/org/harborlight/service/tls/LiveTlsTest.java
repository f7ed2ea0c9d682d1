package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.Revocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that do not hold together, and revocation lists that age, come late, or are not to be believed. */
final class LiveTlsTest {
    private TlsScene scene;
    private X509Certificate client;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        scene = new TlsScene(folder);
        scene.now = scene.now.truncatedTo(ChronoUnit.SECONDS);
        client = TlsScene.client(scene.authority, "platform-a").certificate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key-of-another-certificate",
                "key-unreadable",
                "certificate-unreadable",
                "certificate-expired",
                "certificate-not-yet-valid",
                "chain-broken",
                "trust-unreadable",
                "file-unreadable",
                "file-too-large"
            })
    void shouldKeepTheOldFilesWhenTheNewOnesDoNotHoldTogether(String reason) throws IOException {
        LiveTls tls = scene.open(scene.files);
        TlsMaterial old = tls.material();
        spoil(reason);

        tls.look();
        assertThat(tls.record().failing())
                .as("half-written files are given another look")
                .isFalse();
        tls.look();
        tls.look();

        assertThat(tls.record().failing()).isTrue();
        assertThat(tls.record().refusals()).isEqualTo(1);
        assertThat(tls.material()).isSameAs(old);
        assertThatThrownBy(() -> scene.open(scene.files))
                .isInstanceOfSatisfying(
                        TlsRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));

        scene.now = Instant.now();
        IssuedCertificate next = scene.server();
        scene.show(next);
        scene.trust(scene.authority);
        tls.look();
        assertThat(tls.record().failing()).isFalse();
        assertThat(tls.material().certificate()).isEqualTo(next.certificate());
    }

    private void spoil(String reason) throws IOException {
        IssuedCertificate next = scene.server();
        switch (reason) {
            case "key-of-another-certificate" ->
                PemFiles.writeCertificates(scene.folder.resolve("tls.crt"), List.of(next.certificate()));
            case "key-unreadable" -> scene.write("tls.key", "damaged");
            case "certificate-unreadable" -> scene.write("tls.crt", "damaged");
            case "certificate-expired" -> scene.show(scene.server(Duration.ofMinutes(-1)));
            case "certificate-not-yet-valid" -> {
                scene.show(next);
                scene.now = scene.now.minus(Duration.ofDays(1));
            }
            case "chain-broken" -> {
                scene.show(next);
                PemFiles.writeCertificates(
                        scene.folder.resolve("tls.crt"), List.of(next.certificate(), scene.another.certificate()));
            }
            case "trust-unreadable" -> scene.write("trust.crt", "");
            case "file-unreadable" -> Files.delete(scene.folder.resolve("tls.key"));
            case "file-too-large" -> scene.write("tls.key", " ".repeat(5 * 1024 * 1024));
            default -> throw new IllegalArgumentException(reason);
        }
    }

    @Test
    void shouldGoThroughGoodAndRevoked() {
        Path list = scene.list("one.crl", scene.authority);
        LiveTls tls = scene.open(scene.files(List.of(list)));
        AtomicInteger told = new AtomicInteger();
        tls.onChange(told::incrementAndGet);
        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.GOOD);

        scene.list("one.crl", scene.authority, client);
        tls.look();
        tls.look();

        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.REVOKED);
        assertThat(told).as("told of the change, and once").hasValue(1);
        scene.now = scene.now.plus(Duration.ofDays(10));
        assertThat(tls.peers().revocation(client)).as("for good").isEqualTo(Revocation.REVOKED);
    }

    @Test
    void shouldBeGoodUntilTheGraceHasPassedAndUnknownThen() {
        Path list = scene.list("one.crl", scene.authority);
        LiveTls tls = scene.open(scene.files(List.of(list)));
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        new TlsMeters(tls).bindTo(metrics);
        assertThat(gauge(metrics, "crl.overdue")).isZero();

        scene.now = scene.now.plus(TlsScene.LIST_VALIDITY).plusSeconds(1);
        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.GOOD);
        assertThat(gauge(metrics, "crl.overdue")).isEqualTo(1);
        assertThat(gauge(metrics, "crl.age.seconds")).isEqualTo(2 * 3600 + 1);

        scene.now = scene.now.plus(TlsScene.GRACE);
        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.UNKNOWN);

        scene.list("one.crl", scene.authority);
        tls.look();
        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.GOOD);
    }

    @Test
    void shouldBeUnknownWhenAnAuthorityHasNoList() {
        scene.trust(scene.authority, scene.another);
        Path folder = scene.list("one.crl", scene.authority).getParent();
        LiveTls tls = scene.open(scene.files(List.of(folder)));

        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.GOOD);
        assertThat(tls.peers()
                        .revocation(TlsScene.client(scene.another, "platform-b").certificate()))
                .isEqualTo(Revocation.UNKNOWN);

        scene.list("another.crl", scene.another);
        tls.look();
        assertThat(tls.peers()
                        .revocation(TlsScene.client(scene.another, "platform-b").certificate()))
                .isEqualTo(Revocation.GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"older", "damaged", "empty", "missing", "of-another", "future"})
    void shouldKeepTheListItHasWhenTheNextIsNotToBeBelieved(String how) throws IOException {
        scene.list("one.crl", scene.authority);
        Path list = scene.list("one.crl", scene.authority, client);
        LiveTls tls = scene.open(scene.files(List.of(list)));
        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.REVOKED);

        switch (how) {
            case "older" -> scene.list("one.crl", scene.authority, 1);
            case "damaged" -> scene.write("one.crl", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");
            case "empty" -> scene.write("one.crl", "");
            case "missing" -> Files.delete(list);
            case "of-another" -> scene.list("one.crl", scene.another);
            case "future" -> {
                scene.now = scene.now.plus(Duration.ofHours(1));
                scene.list("one.crl", scene.authority);
                scene.now = scene.now.minus(Duration.ofHours(1));
            }
            default -> throw new IllegalArgumentException(how);
        }
        tls.look();
        tls.look();

        assertThat(tls.record().listsFailing()).isTrue();
        assertThat(tls.record().listsRefused()).isEqualTo(1);
        assertThat(tls.peers().revocation(client)).isEqualTo(Revocation.REVOKED);
    }

    private static double gauge(SimpleMeterRegistry metrics, String name) {
        return metrics.get("harborlight.tls." + name).gauge().value();
    }
}
