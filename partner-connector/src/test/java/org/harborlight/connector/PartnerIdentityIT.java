package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.RevocationListSigner;
import org.harborlight.schemas.tls.RevokedCertificate;
import org.junit.jupiter.api.Test;

/** Who is let in at the partner port while certificates, lists and the directory change. */
class PartnerIdentityIT extends Scenario {
    /** In which a change of the directory, or of a revocation list, takes effect on what is open. */
    private static final Duration BAR = Duration.ofSeconds(5);

    private static final String REQUEST = "POST /v1/deliveries/unknown/receipt HTTP/1.1\r\nhost: 127.0.0.1\r\n"
            + "content-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

    PartnerIdentityIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldFollowTheDirectoryOnOpenConnections() throws GeneralSecurityException, IOException {
        TestPartner partner = partner();
        Connector connector = connector();
        awaitAnswer(partner, connector, "404");
        try (SSLSocket impostor = partner.connect(connector.port(), certified(exchange.exchangeAuthority, partner))) {
            assertThat(ask(impostor)).contains(" 403 ").contains("problem:not-a-partner");
        }
        try (SSLSocket open = partner.connect(connector.port())) {
            assertThat(ask(open)).contains(" 404 ");

            long entered = System.nanoTime();
            enter(partner, ParticipantStatus.SUSPENDED);

            awaitAnswer(partner, connector, "403");
            assertThat(ask(open)).contains(" 403 ").contains("problem:suspended");
            assertThat(ended(open)).isTrue();
            assertSoonAfter(entered);
        }
        enter(partner, ParticipantStatus.ACTIVE);
        awaitAnswer(partner, connector, "404");
        try (SSLSocket open = partner.connect(connector.port())) {
            assertThat(ask(open)).contains(" 404 ");

            long entered = System.nanoTime();
            enter(partner, ParticipantStatus.REVOKED);

            assertThat(ended(open)).isTrue();
            assertSoonAfter(entered);
        }
    }

    @Test
    void shouldFollowItsFilesOnOpenConnections() throws GeneralSecurityException, IOException {
        TestPartner partner = partner();
        Path folder = Files.createDirectories(exchange.folder.resolve("identity"));
        IssuedCertificate first = show(folder);
        PemFiles.writeCertificates(folder.resolve("trust.crt"), List.of(exchange.partnerAuthority.certificate()));
        list(folder, 1, List.of());
        Connector connector = connector("identity", settings(folder));
        awaitAnswer(partner, connector, "404");
        try (SSLSocket open = partner.connect(connector.port())) {
            assertThat(ask(open)).contains(" 404 ");
            assertThat(shown(open)).isEqualTo(first.certificate());

            IssuedCertificate next = show(folder);

            await().atMost(PATIENCE).until(() -> {
                try (SSLSocket another = partner.connect(connector.port())) {
                    return shown(another).equals(next.certificate());
                }
            });
            assertThat(ask(open)).contains(" 404 ");

            BigInteger serial = partner.certificate().certificate().getSerialNumber();
            long listed = System.nanoTime();
            list(folder, 2, List.of(new RevokedCertificate(serial, Instant.now(), 1)));

            assertThat(ended(open)).isTrue();
            assertSoonAfter(listed);
        }
        try (SSLSocket again = partner.connect(connector.port())) {
            assertThat(ask(again)).contains(" 403 ").contains("problem:certificate-revoked");
            assertThat(ended(again)).isTrue();
        }
    }

    private static void assertSoonAfter(long nanos) {
        assertThat(Duration.ofNanos(System.nanoTime() - nanos)).isLessThan(BAR);
    }

    private static Map<String, String> settings(Path folder) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("tls.certificate", folder.resolve("tls.crt").toString());
        settings.put("tls.key", folder.resolve("tls.key").toString());
        settings.put("tls.trust", folder.resolve("trust.crt").toString());
        settings.put("tls.crl.files", folder.resolve("partners.crl").toString());
        settings.put("tls.reload.interval.ms", "100");
        // So that no connection is ended for another reason than the one that is looked at.
        settings.put("http.quiet.timeout.ms", "600000");
        return settings;
    }

    private IssuedCertificate show(Path folder) {
        IssuedCertificate made = exchange.exchangeAuthority.issue(new IssueRequest(
                "connector",
                List.of("urn:harborlight:service:connector"),
                List.of("localhost"),
                List.of("127.0.0.1"),
                Duration.ofDays(1)));
        PemFiles.writeCertificates(folder.resolve("tls.crt"), List.of(made.certificate()));
        PemFiles.writeKey(folder.resolve("tls.key"), made.keyPair().getPrivate());
        return made;
    }

    private void list(Path folder, int number, List<RevokedCertificate> revoked) throws IOException {
        Instant now = Instant.now();
        Files.writeString(
                folder.resolve("partners.crl"),
                new RevocationListSigner(exchange.partnerAuthority)
                        .pem(BigInteger.valueOf(number), now, now.plus(Duration.ofDays(1)), revoked));
    }

    private static IssuedCertificate certified(CertificateAuthority authority, TestPartner partner) {
        return authority.issue(new IssueRequest(
                partner.id,
                List.of(PeerIdentity.participantUri(partner.id)),
                List.of(),
                List.of(),
                Duration.ofDays(1)));
    }

    private static void enter(TestPartner partner, ParticipantStatus status) {
        partner.entry().setStatus(status);
        partner.publish();
    }

    private static void awaitAnswer(TestPartner partner, Connector connector, String status) {
        await().atMost(PATIENCE).until(() -> {
            try (SSLSocket socket = partner.connect(connector.port())) {
                return ask(socket).contains(" " + status + " ");
            }
        });
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** The whole answer. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        int body = -1;
        while (body < 0 || answer.length() < body) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no whole answer");
            }
            answer.append((char) next);
            if (body < 0 && answer.toString().endsWith("\r\n\r\n")) {
                body = answer.length() + length(answer.toString());
            }
        }
        return answer.toString();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
    }

    private static boolean ended(SSLSocket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
