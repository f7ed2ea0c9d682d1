package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.service.EventLoops;
import org.harborlight.service.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes that take long. */
@Timeout(60)
final class TlsListenerIT {
    private static final String PROTOCOL = "TLSv1.3";
    /** More than are computed at a time. */
    private static final int SLOW = 2 * Runtime.getRuntime().availableProcessors() + 2;

    @Test
    void shouldAnswerOnOpenConnectionsWhileNewOnesShakeHands(@TempDir Path folder) throws Exception {
        TlsScene scene = new TlsScene(folder);
        IssuedCertificate slow = TlsScene.client(scene.authority, "platform-slow");
        IssuedCertificate known = TlsScene.client(scene.authority, "platform-a");
        SlowToJudge trust =
                new SlowToJudge(JdkManagers.trust(List.of(scene.authority.certificate())), slow.certificate());
        try (Resources resources = new Resources();
                ExecutorService callers = Executors.newFixedThreadPool(SLOW)) {
            HttpServer server = TlsListener.of(
                    EventLoops.start(1, resources, new SimpleMeterRegistry()),
                    new HttpServerConfig().setHost("127.0.0.1").setPort(0),
                    scene.open(scene.files).serverOptions().setTrustOptions(TrustOptions.wrap(trust)));
            server.requestHandler(request -> request.response().end("here"));
            server.listen().await(20, TimeUnit.SECONDS);
            try (TlsConnection open = new TlsConnection(scene.context(known), server.actualPort(), PROTOCOL)) {
                List<Future<String>> waiting = IntStream.range(0, SLOW)
                        .mapToObj(_ -> callers.submit(() -> asked(scene, slow, server.actualPort())))
                        .toList();
                await().until(() -> trust.judging.get() > 0);

                assertThat(open.ask()).isEqualTo("here");
                assertThat(waiting).noneMatch(Future::isDone);

                trust.goOn.countDown();
                for (Future<String> one : waiting) {
                    assertThat(one.get()).isEqualTo("here");
                }
            }
        }
    }

    private static String asked(TlsScene scene, IssuedCertificate as, int port) throws IOException {
        try (TlsConnection connection = new TlsConnection(scene.context(as), port, PROTOCOL)) {
            return connection.ask();
        }
    }

    /** Takes its time with one certificate. */
    private static final class SlowToJudge extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager trust;
        private final X509Certificate slow;
        private final AtomicInteger judging = new AtomicInteger();
        private final CountDownLatch goOn = new CountDownLatch(1);

        SlowToJudge(X509ExtendedTrustManager trust, X509Certificate slow) {
            this.trust = trust;
            this.slow = slow;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            if (chain[0].equals(slow)) {
                judging.incrementAndGet();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new CertificateException(e);
                }
            }
            trust.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }
}
