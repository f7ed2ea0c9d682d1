package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway's and a submitter's certificates change while notices come in: none is lost, and nobody gets in without. */
@Tag("faults")
@ExtendWith(GatewayExtension.class)
@Timeout(240)
final class RotationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROTATIONS = 3;
    private static final int SENDERS = 2;
    private static final String SUBMITTER = "platform-rotating";

    private final RunningGateway running;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<IssuedCertificate> newest = new AtomicReference<>();

    RotationIT(RunningGateway running) {
        this.running = running;
    }

    @Test
    void shouldRefuseNoNoticeAndLetNobodyElseInWhileCertificatesChange() throws Exception {
        var _ = running.join(SUBMITTER, new ParticipantLimits(1_000_000, 1_000_000, null));
        newest.set(running.exchange.certificate(SUBMITTER));
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
                RawConnection old = running.client.raw()) {
            List<Future<?>> work = Stream.concat(
                            Stream.<Runnable>generate(() -> this::sendAll).limit(SENDERS),
                            Stream.<Runnable>of(this::tryWithoutCertificate))
                    .<Future<?>>map(senders::submit)
                    .toList();
            try {
                for (int rotation = 0; rotation < ROTATIONS; rotation++) {
                    rotate();
                }
            } finally {
                ended.set(true);
            }
            for (Future<?> one : work) {
                one.get();
            }
            assertThat(old.get("/v1/keys").status()).isEqualTo(200);
        }
        assertThat(refused).hasPositiveValue();
    }

    /** Goes on when the new certificate is shown, and some notices have been accepted over it. */
    private void rotate() {
        IssuedCertificate next = running.exchange.renewGateway();
        newest.set(running.exchange.certificate(SUBMITTER));
        await().atMost(PATIENCE).until(() -> shows(next));
        int before = accepted.get();
        int turnedAway = refused.get();
        await().atMost(PATIENCE).until(() -> accepted.get() >= before + 2 * SENDERS && refused.get() > turnedAway);
    }

    private boolean shows(IssuedCertificate certificate) throws IOException {
        try (RawConnection connection = running.client.raw()) {
            return connection.server().equals(certificate.certificate());
        }
    }

    /** One connection for two notices, then another with the submitter's newest certificate. */
    private void sendAll() {
        TestNotices notices = running.exchange.notices;
        while (!ended.get()) {
            try (TestClient client = new TestClient(running.tls(newest.get()), running.gateway.port())) {
                for (int i = 0; i < 2; i++) {
                    Answer answer = client.submit(notices.sealed(notices.standard(SUBMITTER)));
                    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
                    accepted.incrementAndGet();
                }
            }
        }
    }

    private void tryWithoutCertificate() {
        while (!ended.get()) {
            try (TestClient nobody = new TestClient(running.tls(null), running.gateway.port())) {
                assertThatThrownBy(() -> nobody.get("/v1/keys")).isInstanceOf(UncheckedIOException.class);
                refused.incrementAndGet();
            }
        }
    }
}
