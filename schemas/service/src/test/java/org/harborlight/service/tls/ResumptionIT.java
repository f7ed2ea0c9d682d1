package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A client that tries to resume its session. The JDK's client does so whenever it can, and then is not shown the server's
 * certificate again: how often it judges one tells how many handshakes were whole.
 */
@Timeout(60)
final class ResumptionIT {

    @ParameterizedTest
    @CsvSource({"TLSv1.2, true, 3", "TLSv1.3, true, 3", "TLSv1.2, false, 1", "TLSv1.3, false, 1"})
    void shouldShakeHandsInFullEveryTimeWhereSessionsAreForgotten(
            String protocol, boolean forgets, int whole, @TempDir Path folder) throws IOException {
        TlsScene scene = new TlsScene(folder);
        Counting trust = new Counting(JdkManagers.trust(List.of(scene.authority.certificate())));
        SSLContext client = TlsScene.context(TlsScene.client(scene.authority, "platform-a"), trust);

        try (TlsServer server = new TlsServer(scene.open(scene.files), forgets)) {
            for (int i = 0; i < 3; i++) {
                try (TlsConnection connection = new TlsConnection(client, server.port(), protocol)) {
                    assertThat(connection.ask()).isEqualTo("Known");
                }
            }
        }

        assertThat(trust.judged).hasValue(whole);
    }

    private static final class Counting extends X509ExtendedTrustManager {
        private final AtomicInteger judged = new AtomicInteger();
        private final X509ExtendedTrustManager real;

        Counting(X509ExtendedTrustManager real) {
            this.real = real;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            judged.incrementAndGet();
            real.checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            judged.incrementAndGet();
            real.checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            judged.incrementAndGet();
            real.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            real.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            real.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            real.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return real.getAcceptedIssuers();
        }
    }
}
