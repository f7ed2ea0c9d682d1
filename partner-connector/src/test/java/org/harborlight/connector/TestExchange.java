package org.harborlight.connector;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.connector.store.LaneId;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.service.OperatorKeys;
import org.jspecify.annotations.Nullable;

/**
 * An exchange around the connector: a real broker, a registry in memory, a signed directory, all keys and certificates,
 * and a stand-in for the processor that writes signed deliveries. For one thread.
 */
final class TestExchange implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final String REGISTRY = "mock://connector-it";

    final SecureRandom random = new SecureRandom();
    final Vertx vertx = Vertx.vertx();
    final Path folder;
    final EmbeddedKafka kafka;
    final SigningKey operator = SigningKey.generate("operator-1", random);
    final SigningKey secondOperator = SigningKey.generate("operator-2", random);
    final SigningKey deliveryKey = SigningKey.generate("delivery-1", random);
    final SigningKey connectorKey = SigningKey.generate("connector-1", random);
    final SealingKey sealingKey = SealingKey.generate("sealing-1", random);
    final CertificateAuthority exchangeAuthority =
            CertificateAuthority.create("Exchange", InstantSource.system(), random);
    final CertificateAuthority partnerAuthority =
            CertificateAuthority.create("Partners", InstantSource.system(), random);
    final WireFormats formats;
    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final DirectoryLoader directory;
    private final String operatorFiles;

    TestExchange(Path folder) throws IOException {
        AvroTrust.install();
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        this.admin = Admin.create(settings);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        create(Topics.fixed(PARTITIONS, (short) 1));
        this.formats = new WireFormats(new SchemaRegistry(REGISTRY, Map.of()));
        PublicKeyEntry operatorEntry = operator.publicEntry(Instant.EPOCH);
        this.directory = new DirectoryLoader(List.of(operatorEntry), 1);
        this.operatorFiles = OperatorKeys.write(folder, operatorEntry) + ","
                + OperatorKeys.write(folder, secondOperator.publicEntry(Instant.EPOCH));
        writeSecrets();
        publish(exchangeKeys());
    }

    private void writeSecrets() throws IOException {
        Files.writeString(folder.resolve("connector.pem"), connectorKey.toPem());
        Files.writeString(folder.resolve("sealing-1.pem"), sealingKey.toPem());
        IssuedCertificate own = exchangeAuthority.issue(new IssueRequest(
                "connector",
                List.of("urn:harborlight:service:connector"),
                List.of("localhost"),
                List.of("127.0.0.1"),
                Duration.ofDays(1)));
        PemFiles.writeCertificates(folder.resolve("tls.crt"), List.of(own.certificate()));
        PemFiles.writeKey(folder.resolve("tls.key"), own.keyPair().getPrivate());
        PemFiles.writeCertificates(
                folder.resolve("trust.crt"), List.of(partnerAuthority.certificate(), exchangeAuthority.certificate()));
    }

    /** The exchange's keys as the directory names them, and more DELIVERY keys. */
    ExchangeKeys exchangeKeys(PublicKeyEntry... deliveryKeys) {
        List<ExchangeKey> keys = new ArrayList<>(List.of(
                new ExchangeKey(KeyPurpose.DELIVERY, deliveryKey.publicEntry(Instant.EPOCH)),
                new ExchangeKey(KeyPurpose.CONNECTOR, connectorKey.publicEntry(Instant.EPOCH)),
                new ExchangeKey(KeyPurpose.SEALING, sealingKey.publicEntry(Instant.EPOCH))));
        for (PublicKeyEntry key : deliveryKeys) {
            keys.add(new ExchangeKey(KeyPurpose.DELIVERY, key));
        }
        return ExchangeKeys.newBuilder()
                .setKeys(keys)
                .setServiceIdentities(List.of())
                .build();
    }

    /** A small configuration with short waits; a test may overrule each key. */
    Map<String, String> settings(String instance) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("schema.registry.url", REGISTRY);
        settings.put("management.port", "0");
        settings.put("directory.operator.keys", operatorFiles);
        settings.put("instance.id", instance);
        settings.put("data.folder", folder.resolve("data-" + instance).toString());
        settings.put("http.host", "127.0.0.1");
        settings.put("http.port", "0");
        settings.put("tls.certificate", folder.resolve("tls.crt").toString());
        settings.put("tls.key", folder.resolve("tls.key").toString());
        settings.put("tls.trust", folder.resolve("trust.crt").toString());
        settings.put("connector.key.id", connectorKey.keyId());
        settings.put("connector.key.file", folder.resolve("connector.pem").toString());
        settings.put("sealing.keys", folder.resolve("sealing-1.pem").toString());
        settings.put("kafka.heartbeat.interval.ms", "200");
        settings.put("lane.commit.interval.ms", "20");
        settings.put("push.timeout.ms", "3000");
        settings.put("push.retry.steps.ms", "100,200,400");
        settings.put("breaker.minimum.calls", "100");
        return settings;
    }

    /** Appends a signed entry to the directory. */
    void publish(SpecificRecord body) {
        SignedEnvelope entry =
                DirectorySigner.sign(directory.current(), AccessionFixtures.acceded(body), now(), List.of(operator));
        directory.apply(entry);
        send(
                Topics.DIRECTORY,
                Long.toString(directory.current().sequence()),
                formats.of(Topics.DIRECTORY, SignedEnvelope.class).encode(entry));
    }

    /** What a Kafka administrator can append: an entry that is next in the chain, signed with a key of its own. */
    void forge(SpecificRecord body, SigningKey signer) {
        SignedEnvelope entry = DirectorySigner.sign(directory.current(), body, now(), List.of(signer));
        send(
                Topics.DIRECTORY,
                Long.toString(directory.current().sequence() + 1),
                formats.of(Topics.DIRECTORY, SignedEnvelope.class).encode(entry));
    }

    void createPartnerTopics(String partnerId) {
        create(Topics.forPartner(partnerId, PARTITIONS, (short) 1));
    }

    /** Changes one setting of a topic, and returns when the broker goes by it. */
    void configure(String topic, String key, String value) {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // A broker may not know a topic yet that was just made.
        await("the setting").ignoreException(ExecutionException.class).until(() -> {
            Config found = admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return found.entries().stream().anyMatch(entry -> entry.name().equals(key) && value.equals(entry.value()));
        });
    }

    /** Keeps no record of the topic any longer that lies before the offset, where there are so many; -1 for none at all. */
    void deleteRecords(String topic, long before) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Map<TopicPartition, RecordsToDelete> records =
                    Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before));
            try {
                admin.deleteRecords(records).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof OffsetOutOfRangeException)) {
                    throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How many instances have partitions of the lane now. For all threads. */
    int owners(LaneId lane) {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(lane.group()))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return (int) group.members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until {@link #createAgain}, what is sent to the topic is not acknowledged. */
    void delete(String topic) {
        try {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void createAgain(String topic) {
        create(Topics.fixed(PARTITIONS, (short) 1).stream()
                .filter(spec -> spec.name().equals(topic))
                .toList());
    }

    private void create(List<TopicSpec> specs) {
        SchemaRegistry registry = new SchemaRegistry(REGISTRY, Map.of());
        List<NewTopic> topics = new ArrayList<>();
        for (TopicSpec spec : specs) {
            topics.add(new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.configs()));
            spec.valueSchema().ifPresent(schema -> registry.register(spec.subject(), schema));
        }
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the processor does in one transaction: the pending state and the signed delivery. Returns the delivery's id. */
    String deliver(Delivery.Builder builder) {
        Delivery delivery = builder.build();
        deliver(delivery, delivery.getPartnerId(), delivery.getLane(), deliveryKey);
        return delivery.getDeliveryId();
    }

    /** Puts a delivery where it may not belong, or signs it with a key that may be wrong. */
    void deliver(Delivery delivery, String topicOf, Lane lane, SigningKey signer) {
        writePending(delivery);
        deliver(delivery, topicOf, lane, signer, SingleObject.of(Delivery.class).encode(delivery));
    }

    private void writePending(Delivery delivery) {
        DeliveryState state = DeliveryState.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setPartnerId(delivery.getPartnerId())
                .setLane(delivery.getLane())
                .setCaseId(delivery.getCaseId())
                .setVersion(delivery.getVersion())
                .setKind(delivery.getKind())
                .setSubmitterId(delivery.getTrigger().getSubmitterId())
                .setNoticeId(delivery.getTrigger().getNoticeId())
                .setRecipientKind(delivery.getRecipientKind())
                .setRecipientCountry(delivery.getRecipientCountry())
                .setAcceptedAt(delivery.getTrigger().getAcceptedAt())
                .setState(DeliveryStatus.PENDING)
                .setUpdatedAt(now())
                .build();
        send(
                Topics.DELIVERY_STATE,
                delivery.getDeliveryId(),
                formats.of(Topics.DELIVERY_STATE, DeliveryState.class).encode(state));
    }

    /** As a processor of another version writes it. */
    void deliver(Delivery delivery, byte[] payload) {
        writePending(delivery);
        deliver(delivery, delivery.getPartnerId(), delivery.getLane(), deliveryKey, payload);
    }

    private void deliver(Delivery delivery, String topicOf, Lane lane, SigningKey signer, byte[] payload) {
        SignedEnvelope envelope = new EnvelopeSigner(signer).sign(MediaTypes.DELIVERY, payload);
        String topic = Topics.deliveries(topicOf, lane);
        send(
                topic,
                delivery.getCaseId(),
                formats.of(topic, SignedEnvelope.class).encode(envelope));
    }

    /** A delivery of whose key no directory that is a moment behind can be the reason for not knowing it. */
    void deliverBefore(Instant written, Delivery delivery, SigningKey signer) {
        SignedEnvelope envelope = new EnvelopeSigner(signer)
                .sign(MediaTypes.DELIVERY, SingleObject.of(Delivery.class).encode(delivery));
        String topic = Topics.deliveries(delivery.getPartnerId(), delivery.getLane());
        byte[] value = formats.of(topic, SignedEnvelope.class).encode(envelope);
        send(new ProducerRecord<>(topic, null, written.toEpochMilli(), delivery.getCaseId(), value));
    }

    /** A delivery that was changed after it was signed, in the topic of the partner that it names now. */
    void deliverChanged(Delivery signed, Delivery changed) {
        SingleObject<Delivery> format = SingleObject.of(Delivery.class);
        SignedEnvelope genuine = new EnvelopeSigner(deliveryKey).sign(MediaTypes.DELIVERY, format.encode(signed));
        SignedEnvelope swapped = SignedEnvelope.newBuilder(genuine)
                .setPayload(ByteBuffer.wrap(format.encode(changed)))
                .build();
        String topic = Topics.deliveries(changed.getPartnerId(), changed.getLane());
        send(topic, changed.getCaseId(), formats.of(topic, SignedEnvelope.class).encode(swapped));
    }

    /** What the gateway does before it writes the notice. */
    void storeKeys(NoticeOrigin origin, SectionKeySet keys) {
        KeyBinding binding =
                new KeyBinding(origin.getSubmitterId(), origin.getNoticeId(), Bytes.copy(origin.getPayloadSha256()));
        StoredSectionKeys stored = StoredSectionKeys.newBuilder()
                .setSubmitterId(origin.getSubmitterId())
                .setNoticeId(origin.getNoticeId())
                .setPayloadSha256(origin.getPayloadSha256())
                .setSealed(new KeySealer(random).seal(keys, sealingKey.publicEntry(Instant.EPOCH), binding))
                .build();
        send(
                Topics.SECTION_KEYS,
                Topics.sectionKeysKey(origin.getSubmitterId(), origin.getNoticeId(), origin.getReceiptId()),
                formats.of(Topics.SECTION_KEYS, StoredSectionKeys.class).encode(stored));
    }

    void eraseKeys(NoticeOrigin origin) {
        send(
                Topics.SECTION_KEYS,
                Topics.sectionKeysKey(origin.getSubmitterId(), origin.getNoticeId(), origin.getReceiptId()),
                null);
    }

    void send(String topic, String key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Authority of the partners' certificates, as the directory names issuers. */
    ByteBuffer partnerIssuer() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(issuer(partnerAuthority)));
    }

    static String issuer(CertificateAuthority authority) {
        return Sha256.hex(authority.certificate().getPublicKey().getEncoded());
    }

    static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        vertx.close().await();
        kafka.close();
    }
}
