package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.pki.MutualTls;

/**
 * The certificates of services, a submitter and a partner are replaced without a restart, and what the submitter and the
 * partner had before is revoked. For one thread.
 */
final class CertificateRotation {
    private static final List<String> PAIR = List.of("key.pem", "certificate.pem");
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String REVOKED = "403 certificate-revoked";

    private final RotationScene scene;

    CertificateRotation(RotationScene scene) {
        this.scene = scene;
    }

    void services() throws IOException {
        LocalAuthority services = LocalAuthority.open(scene.pki(), "services", RotationScene.CLOCK, scene.random());
        for (String service : List.of("exchange-gateway", "exchange-processor", "exchange-connector")) {
            replace(services, scene.pki().resolve(service), service);
        }
        for (URI gateway : scene.exchange().services().gatewayUrls()) {
            awaitShown(gateway.getPort(), RotationScene.tls(scene.submitter()), "exchange-gateway");
        }
        awaitShown(processorPort(), asGateway(), "exchange-processor");
        awaitShown(connector().getPort(), RotationScene.tls(scene.fetching()), "exchange-connector");
        scene.some("certificates of services");
    }

    /** Both are good until the former is revoked; from then on it is refused, and the new one is not. */
    void participants() throws IOException {
        replace(scene.exchange().pki().submitters(), scene.submitter(), KillableExchange.submitterId());
        scene.load().shows(RotationScene.tls(scene.submitter()));
        replace(scene.exchange().pki().partners(), scene.fetching(), KillableExchange.FETCHING_DESK);
        scene.exchange().fetching().shows(RotationScene.tls(scene.fetching()));
        scene.some("certificates of a submitter and a partner");

        scene.revoked().revoke(RevokedCertificates.SUBMITTERS, former(scene.submitter()));
        for (URI gateway : scene.exchange().services().gatewayUrls()) {
            awaitRefused(scene.submitter(), gateway.resolve("/v1/keys"));
        }
        scene.revoked().revoke(RevokedCertificates.PARTNERS, former(scene.fetching()));
        awaitRefused(scene.fetching(), connector().resolve("/v1/inbox?limit=1"));
        scene.some("the end of a submitter's and a partner's certificate");
    }

    private static void awaitRefused(Path kit, URI asked) {
        SSLContext former = RotationScene.tls(former(kit));
        await(REVOKED)
                .atMost(RotationScene.PATIENCE)
                .until(() -> answer(asked, former).equals(REVOKED));
        for (int i = 0; i < RotationScene.SOME; i++) {
            assertThat(answer(asked, former)).as("after its end").isEqualTo(REVOKED);
            assertThat(answer(asked, RotationScene.tls(kit))).as("the new one").isEqualTo("200");
        }
    }

    /** Status, and the problem's name where there is one; or why there is no answer. */
    private static String answer(URI asked, SSLContext tls) {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(asked).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            int name = body.indexOf("problem:");
            return response.statusCode()
                    + (name < 0 ? "" : " " + body.substring(name + "problem:".length(), body.indexOf('"', name)));
        } catch (IOException connectionEnded) {
            return connectionEnded.toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The new files take the place of the old ones, each at once; those of before are kept beside them. */
    private static void replace(LocalAuthority authority, Path folder, String id) throws IOException {
        Path next = Files.createDirectories(folder.resolve("next"));
        Files.createDirectories(former(folder));
        authority.issue(next, id);
        for (String file : PAIR) {
            Files.copy(folder.resolve(file), former(folder).resolve(file));
            Files.move(
                    next.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
        if (Files.exists(folder.resolve("trust.pem"))) {
            Files.copy(folder.resolve("trust.pem"), former(folder).resolve("trust.pem"));
        }
    }

    private static Path former(Path folder) {
        return folder.resolve("former");
    }

    private void awaitShown(int port, SSLContext tls, String service) {
        X509Certificate wanted = PemFiles.readCertificates(
                        scene.pki().resolve(service).resolve("certificate.pem"))
                .getFirst();
        await("the new certificate of " + service)
                .atMost(RotationScene.PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> shown(port, tls).equals(wanted));
    }

    private static X509Certificate shown(int port, SSLContext tls) {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(Math.toIntExact(ANSWER.toMillis()));
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI connector() {
        return scene.exchange().services().connectorUrls().getFirst();
    }

    private int processorPort() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(scene.exchange().configuration(1))) {
            file.load(reader);
        }
        return Integer.parseInt(file.getProperty("service.port"));
    }

    /** What a gateway shows to a processor. */
    private SSLContext asGateway() {
        Path own = scene.pki().resolve("exchange-gateway");
        return MutualTls.context(
                own.resolve("certificate.pem"),
                own.resolve("key.pem"),
                scene.pki().resolve("services.pem"));
    }
}
