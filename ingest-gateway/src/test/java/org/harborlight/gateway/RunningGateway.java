package org.harborlight.gateway;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.jspecify.annotations.Nullable;

/** A gateway that runs, with an exchange and a ledger around it, and the submitters' ends. For one thread. */
final class RunningGateway implements AutoCloseable {
    static final String SUBMITTER = "platform-a";
    static final String OTHER_SUBMITTER = "platform-b";
    static final String SUSPENDED = "platform-suspended";
    /** How long a body may take at a gateway that was started ready. */
    static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);

    /** How many requests of one submitter may wait there. */
    static final int WAITING = 2;

    /** How many connections one submitter may have open there. */
    static final int CONNECTIONS = 64;

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final TestExchange exchange;
    final FakeLedger ledger;
    final Gateway gateway;
    final TestClient client;
    private final HttpClient operator = HttpClient.newHttpClient();
    private final Deque<TestClient> clients = new ArrayDeque<>();

    private RunningGateway(TestExchange exchange, FakeLedger ledger, Gateway gateway) {
        this.exchange = exchange;
        this.ledger = ledger;
        this.gateway = gateway;
        this.client = client(SUBMITTER);
    }

    /** Returns as soon as the gateway listens, which is before it is ready. */
    static RunningGateway start(TestExchange exchange, Map<String, String> changes) throws IOException {
        return start(exchange, changes, InstantSource.system());
    }

    /** The same with a clock of its own. */
    static RunningGateway start(TestExchange exchange, Map<String, String> changes, InstantSource clock)
            throws IOException {
        exchange.enter(SUBMITTER, ParticipantStatus.ACTIVE, null);
        exchange.enter(OTHER_SUBMITTER, ParticipantStatus.ACTIVE, null);
        exchange.enter(SUSPENDED, ParticipantStatus.SUSPENDED, null);
        FakeLedger ledger = new FakeLedger(TlsContexts.of(
                exchange.service("urn:harborlight:service:ledger"), exchange.exchangeAuthority.certificate()));
        return new RunningGateway(exchange, ledger, Gateway.start(exchange.config(ledger.url(), changes), clock));
    }

    /** With short waits, ready. */
    static RunningGateway startReady(Path folder) throws IOException {
        RunningGateway running = start(
                new TestExchange(folder),
                Map.of(
                        "http.body.timeout.ms",
                        Long.toString(BODY_TIMEOUT.toMillis()),
                        "status.waiting.submitter",
                        Integer.toString(WAITING),
                        "http.connections.submitter",
                        Integer.toString(CONNECTIONS),
                        "status.stream.heartbeat.ms",
                        "200"));
        running.awaitReady();
        return running;
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> ready().statusCode() == 200);
    }

    /** What the management port says. */
    HttpResponse<String> ready() throws IOException, InterruptedException {
        return management("/ready");
    }

    /** All figures, as the management port gives them out. */
    String metrics() throws IOException, InterruptedException {
        return management("/metrics").body();
    }

    private HttpResponse<String> management(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
        return operator.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** The body of what the management port says. */
    JsonObject readiness() throws IOException, InterruptedException {
        return new JsonObject(ready().body());
    }

    /** Enters a new submitter, and waits until the gateway knows it. */
    TestClient join(String submitterId, @Nullable ParticipantLimits limits) {
        exchange.enter(submitterId, ParticipantStatus.ACTIVE, limits);
        TestClient joined = client(submitterId);
        await().atMost(PATIENCE).until(() -> joined.get("/v1/keys").status() == 200);
        return joined;
    }

    /** Waits until the gateway knows that the participant is not active any more; it may close a connection meanwhile. */
    void awaitRefused(TestClient former) {
        await().atMost(PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .until(() -> former.get("/v1/keys").status() == 403);
    }

    /** Its certificate was revoked, and the gateway knows it. No connection of it is open, since the gateway closes them. */
    TestClient revoked() {
        IssuedCertificate certificate = exchange.certificate(SUBMITTER);
        exchange.revoke(certificate);
        awaitRefused(client(certificate));
        return client(certificate);
    }

    /** Whether its certificate is revoked nobody can say: the list of its authority is too old. */
    TestClient lapsed() {
        return client(TestExchange.certificate(exchange.lapsedAuthority, SUBMITTER, Duration.ofDays(1)));
    }

    TestClient client(String submitterId) {
        return client(exchange.certificate(submitterId));
    }

    TestClient client(IssuedCertificate certificate) {
        TestClient made = new TestClient(tls(certificate), gateway.port());
        clients.push(made);
        return made;
    }

    SSLContext tls(@Nullable IssuedCertificate certificate) {
        return TlsContexts.of(certificate, exchange.exchangeAuthority.certificate());
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
        operator.close();
        gateway.close();
        ledger.close();
        exchange.close();
    }
}
