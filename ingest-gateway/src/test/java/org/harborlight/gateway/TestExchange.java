package org.harborlight.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.corpus.CorpusKeys;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.RevocationListSigner;
import org.harborlight.schemas.tls.RevokedCertificate;
import org.harborlight.service.ConfigFile;
import org.harborlight.service.OperatorKeys;
import org.jspecify.annotations.Nullable;

/**
 * An exchange around the gateway: a real broker, a registry in memory, a signed directory, all keys and certificates.
 * Submitters' certificates come from either of two authorities, both trusted; the directory names the first. Both keep
 * revocation lists. For one thread.
 */
final class TestExchange implements AutoCloseable {
    static final String GATEWAY_URI = "urn:harborlight:service:gateway";
    private static final Duration DAY = Duration.ofDays(1);

    final TestKeys keys = new TestKeys();
    final TestNotices notices = new TestNotices(keys);
    final CertificateAuthority exchangeAuthority = authority("Exchange");
    final CertificateAuthority submitterAuthority = authority("Submitters");
    final CertificateAuthority otherAuthority = authority("Other submitters");
    /** Its revocation list ended long ago. */
    final CertificateAuthority lapsedAuthority = authority("Lapsed submitters");

    final TestTopics topics;
    final WireFormats formats;
    private final Path folder;
    private final String registry = "mock://gateway-it-" + UUID.randomUUID();
    private final DirectoryLoader directory = new DirectoryLoader(List.of(keys.operatorEntry()), 1);
    private final List<RevokedCertificate> revoked = new ArrayList<>();
    private EmbeddedKafka kafka;
    private int lists;

    TestExchange(Path folder) throws IOException {
        AvroTrust.install();
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        SchemaRegistry schemas = new SchemaRegistry(registry, Map.of());
        this.topics = new TestTopics(kafka.bootstrapServers());
        topics.create(Topics.fixed(2, (short) 1), schemas);
        this.formats = new WireFormats(schemas);
        OperatorKeys.write(folder, keys.operatorEntry());
        Files.writeString(folder.resolve("receipt.pem"), keys.receipt.toPem());
        renewGateway();
        PemFiles.writeCertificates(
                folder.resolve("submitters.crt"),
                List.of(submitterAuthority.certificate(), otherAuthority.certificate(), lapsedAuthority.certificate()));
        Files.createDirectory(folder.resolve("lists"));
        list("submitters", submitterAuthority, Instant.now(), List.of());
        list("other", otherAuthority, Instant.now(), List.of());
        list("lapsed", lapsedAuthority, Instant.now().minus(Duration.ofDays(7)), List.of());
        PemFiles.writeCertificates(folder.resolve("exchange.crt"), List.of(exchangeAuthority.certificate()));
        publish(keys.exchange());
    }

    /** The gateway's configuration, with changes. */
    GatewayConfig config(String ledgerUrl, Map<String, String> changes) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("schema.registry.url", registry);
        settings.put("management.port", "0");
        settings.put("directory.operator.keys", file(keys.operatorEntry().getKeyId() + ".pem"));
        settings.put("http.host", "127.0.0.1");
        settings.put("http.port", "0");
        settings.put("tls.certificate", file("tls.crt"));
        settings.put("tls.key", file("tls.key"));
        settings.put("tls.trust", file("submitters.crt"));
        settings.put("tls.crl.files", file("lists"));
        settings.put("tls.reload.interval.ms", "200");
        settings.put("receipt.key.id", keys.receipt.keyId());
        settings.put("receipt.key.file", file("receipt.pem"));
        settings.put("reference.key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("status.url", ledgerUrl);
        settings.put("status.tls.certificate", file("tls.crt"));
        settings.put("status.tls.key", file("tls.key"));
        settings.put("status.tls.trust", file("exchange.crt"));
        settings.putAll(changes);
        return GatewayConfig.of(ConfigFile.parse(settings, GatewayConfig.definition()));
    }

    /** Writes a new certificate and key of the gateway where it finds them. */
    IssuedCertificate renewGateway() {
        IssuedCertificate gateway = service(GATEWAY_URI);
        PemFiles.writeCertificates(folder.resolve("tls.crt"), List.of(gateway.certificate()));
        PemFiles.writeKey(folder.resolve("tls.key"), gateway.keyPair().getPrivate());
        return gateway;
    }

    /** Writes a list on which the certificate stands too. */
    void revoke(IssuedCertificate certificate) {
        Instant now = Instant.now();
        revoked.add(new RevokedCertificate(certificate.certificate().getSerialNumber(), now, 1));
        list("submitters", submitterAuthority, now, revoked);
    }

    private void list(String name, CertificateAuthority authority, Instant from, List<RevokedCertificate> entries) {
        lists++;
        String pem = new RevocationListSigner(authority).pem(BigInteger.valueOf(lists), from, from.plus(DAY), entries);
        Path part = folder.resolve(name + ".part");
        try {
            Files.writeString(part, pem);
            Files.move(part, folder.resolve("lists").resolve(name + ".crl"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A certificate of a service of the exchange, for 127.0.0.1. */
    IssuedCertificate service(String uri) {
        return exchangeAuthority.issue(
                new IssueRequest("service", List.of(uri), List.of("localhost"), List.of("127.0.0.1"), DAY));
    }

    /** A submitter's certificate, from whichever authority. */
    static IssuedCertificate certificate(CertificateAuthority authority, String submitterId, Duration validity) {
        return authority.issue(new IssueRequest(
                submitterId, List.of(PeerIdentity.participantUri(submitterId)), List.of(), List.of(), validity));
    }

    IssuedCertificate certificate(String submitterId) {
        return certificate(submitterAuthority, submitterId, DAY);
    }

    /** Enters a submitter in the directory, or replaces its entry. */
    void enter(String submitterId, ParticipantStatus status, @Nullable ParticipantLimits limits) {
        publish(keys.submitter(submitterId, status, List.of(identity(submitterId)), limits));
    }

    /** Enters the submitter that the public corpus is of. */
    void enterCorpus() {
        publish(keys.corpusSubmitter(List.of(identity(CorpusKeys.SUBMITTER))));
    }

    private TlsIdentity identity(String submitterId) {
        String issuer =
                Sha256.hex(submitterAuthority.certificate().getPublicKey().getEncoded());
        return new TlsIdentity(
                ByteBuffer.wrap(HexFormat.of().parseHex(issuer)), PeerIdentity.participantUri(submitterId));
    }

    /** Replaces the exchange's own keys in the directory. */
    void publishKeys(ExchangeKeys all) {
        publish(all);
    }

    /** Records of a topic with this key, decoded, oldest first. */
    <T extends SpecificRecord> List<T> records(String topic, String key, Class<T> type) {
        return topics.read(topic).stream()
                .filter(record -> key.equals(record.key()))
                .map(ConsumerRecord::value)
                .map(formats.of(topic, type)::decode)
                .toList();
    }

    void stopBroker() {
        kafka.close();
    }

    /** On the same data and the same port. */
    void startBroker() {
        String servers = kafka.bootstrapServers();
        kafka = EmbeddedKafka.start(
                folder.resolve("kafka"), Integer.parseInt(servers.substring(servers.indexOf(':') + 1)));
    }

    @Override
    public void close() {
        topics.close();
        kafka.close();
    }

    private void publish(SpecificRecord body) {
        SignedEnvelope entry = DirectorySigner.sign(
                directory.current(),
                AccessionFixtures.acceded(body),
                Instant.ofEpochMilli(System.currentTimeMillis()),
                List.of(keys.operator));
        directory.apply(entry);
        topics.send(
                Topics.DIRECTORY,
                Long.toString(directory.current().sequence()),
                formats.of(Topics.DIRECTORY, SignedEnvelope.class).encode(entry));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(name, InstantSource.system(), new SecureRandom());
    }
}
