package org.harborlight.connector;

import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ClientSSLOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.harborlight.connector.partner.PartnerServer;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SecondContact;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;
import org.jspecify.annotations.Nullable;

/** One partner of a test: its directory entry, its keys, its server, and its calls to the connector. */
final class TestPartner implements AutoCloseable {
    /** What the connector answered. */
    record Answered(int status, JsonObject body, @Nullable String retryAfter) {}

    final String id;
    final SealingKey sealingKey;
    final SigningKey signingKey;
    final PartnerServer server;
    private final TestExchange exchange;
    private final IssuedCertificate certificate;
    private final Participant.Builder entry;

    TestPartner(TestExchange exchange, String id) {
        this.exchange = exchange;
        this.id = id;
        this.sealingKey = SealingKey.generate(id + "-seal", exchange.random);
        this.signingKey = SigningKey.generate(id + "-sign", exchange.random);
        this.certificate = exchange.partnerAuthority.issue(new IssueRequest(
                id,
                List.of(PeerIdentity.participantUri(id)),
                List.of(TestNames.SEVERAL),
                List.of("127.0.0.1"),
                Duration.ofDays(1)));
        this.server = new PartnerServer(exchange.vertx, 0, certificate, exchange.exchangeAuthority.certificate());
        this.entry = Participant.newBuilder()
                .setParticipantId(id)
                .setName(id)
                .setKind(StakeholderKind.LAW_ENFORCEMENT)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(false)
                .setReceives(true)
                .setCoverage(List.of("DE"))
                .setSigningKeys(List.of(signingKey.publicEntry(Instant.EPOCH)))
                .setSealingKeys(List.of(sealingKey.publicEntry(Instant.EPOCH)))
                .setTlsIdentities(List.of(new TlsIdentity(exchange.partnerIssuer(), PeerIdentity.participantUri(id))))
                .setEndpoint(Endpoint.newBuilder()
                        .setUrl(server.url())
                        .setTrustAnchorPem(PemFiles.certificates(List.of(exchange.partnerAuthority.certificate())))
                        .setAllowPrivateAddress(true)
                        .build())
                .setReleaseProfile(new ReleaseProfile(
                        List.of(
                                SectionKind.REPORTED_PERSON,
                                SectionKind.LOCATORS,
                                SectionKind.EVIDENCE,
                                SectionKind.NARRATIVE),
                        false));
    }

    /** The receipt that the partner signs itself. */
    JsonObject receipt(String deliveryId, String digest) {
        return receipt(signingKey, deliveryId, id, digest);
    }

    static JsonObject receipt(SigningKey key, String deliveryId, String partnerId, String digest) {
        JsonObject payload = new JsonObject()
                .put("deliveryId", deliveryId)
                .put("partnerId", partnerId)
                .put("digest", digest)
                .put("at", Instant.now().toString());
        return new JsonObject(DsseJson.tree(new EnvelopeSigner(key)
                        .sign(MediaTypes.PARTNER_RECEIPT, payload.toBuffer().getBytes()))
                .toString());
    }

    Participant.Builder entry() {
        return entry;
    }

    /** Is reached by this name instead of its address. */
    void named(String host) {
        String url = "https://" + host + ":" + server.port() + "/harborlight";
        endpoint(endpoint -> endpoint.setUrl(url));
    }

    /** Changes how it is reached. */
    void endpoint(Consumer<Endpoint.Builder> change) {
        Endpoint.Builder endpoint = Endpoint.newBuilder(entry.getEndpoint());
        change.accept(endpoint);
        entry.setEndpoint(endpoint.build());
    }

    /** Receives no deliveries, and is told at its server what becomes of its notices. */
    void submits() {
        entry.setSubmits(true)
                .setReceives(false)
                .setStatusWebhook(entry.getEndpoint())
                .setEndpoint(null);
    }

    /** Changes how it is told. */
    void webhook(Consumer<Endpoint.Builder> change) {
        Endpoint.Builder webhook = Endpoint.newBuilder(entry.getStatusWebhook());
        change.accept(webhook);
        entry.setStatusWebhook(webhook.build());
    }

    /** Changes what is agreed about its deliveries. */
    void agree(Consumer<DeliveryAgreement.Builder> change) {
        DeliveryAgreement.Builder agreement = entry.getAgreement() == null
                ? DeliveryAgreement.newBuilder()
                : DeliveryAgreement.newBuilder(entry.getAgreement());
        change.accept(agreement);
        entry.setAgreement(agreement.build());
    }

    /** Has the server of another partner as its second contact. */
    void secondContact(TestPartner other) {
        Endpoint endpoint = other.entry.getEndpoint();
        agree(agreement -> agreement.setSecondContact(new SecondContact(endpoint)));
    }

    /** Makes the topics and enters the partner in the directory. */
    TestPartner join() {
        exchange.createPartnerTopics(id);
        publish();
        return this;
    }

    void publish() {
        exchange.publish(entry.build());
    }

    /** A connection to the connector with the partner's own certificate, for bytes that no client would send. */
    SSLSocket connect(int port) throws GeneralSecurityException, IOException {
        return connect(port, certificate);
    }

    IssuedCertificate certificate() {
        return certificate;
    }

    /** The same with whichever certificate. */
    SSLSocket connect(int port, IssuedCertificate shown) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("exchange", exchange.exchangeAuthority.certificate());
        store.setKeyEntry("own", shown.keyPair().getPrivate(), new char[0], new Certificate[] {shown.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), exchange.random);
        return (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    }

    /** Has no endpoint, and fetches its deliveries itself. */
    void pulls() {
        entry.setEndpoint(null);
    }

    Answered post(int port, String path, String contentType, String body) {
        return call(HttpMethod.POST, port, path, contentType, body);
    }

    Answered get(int port, String path) {
        return call(HttpMethod.GET, port, path, "", "");
    }

    /** Calls the connector with the partner's own certificate. */
    private Answered call(HttpMethod method, int port, String path, String contentType, String body) {
        var client = exchange.vertx
                .httpClientBuilder()
                .with(new HttpClientConfig().setSsl(true))
                .with(new ClientSSLOptions()
                        .setKeyCertOptions(PartnerServer.pem(certificate))
                        .setTrustOptions(PartnerServer.trust(exchange.exchangeAuthority.certificate()))
                        .setHostnameVerificationAlgorithm("HTTPS"))
                .build();
        try {
            return client.request(new RequestOptions()
                            .setMethod(method)
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI(path))
                    .compose(request -> body.isEmpty()
                            ? request.send()
                            : request.putHeader("content-type", contentType).send(body))
                    .compose(response -> response.body()
                            .map(bytes -> new Answered(
                                    response.statusCode(),
                                    bytes.length() == 0 ? new JsonObject() : new JsonObject(bytes),
                                    response.getHeader("retry-after"))))
                    .await(70, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            client.close();
        }
    }

    Answered post(int port, String path, JsonObject body) {
        return post(port, path, "application/json", body.encode());
    }

    /** Leaves the exchange, so that its lanes end. */
    @Override
    public void close() {
        entry.setStatus(ParticipantStatus.REVOKED);
        publish();
        server.close();
    }
}
