package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.gateway.publish.NoticeAcceptance;
import org.harborlight.gateway.publish.Publication;
import org.harborlight.gateway.publish.References;
import org.harborlight.gateway.verify.Verification;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.OtherVersions;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An exchange of this version among submitters and gateways that are a version ahead or behind. The other versions are
 * registered at the real registry, as their init would; each has one field more or less, or one symbol more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SchemaEvolutionIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SUBMITTER = "evolving-platform";
    private static final String DESK = "evolving-desk";
    private static final Schema NOW = IncidentNotice.getClassSchema();
    private static final Schema NEWER = OtherVersions.withField(NOW, "venue");
    private static final Schema NEWEST = OtherVersions.withField(NEWER, "weather");
    private static final Schema OLDER = OtherVersions.withoutField(NOW, "service");
    private static final Schema MORE_HARMS = OtherVersions.withSymbol(NOW, "HarmType", "NEW_HARM");

    private final Closing closing = new Closing();
    private final RecordingDesk desk = new RecordingDesk();
    private ExchangePki pki;
    private ExchangePki.Kit submitter;
    private Exchange exchange;
    private SchemaRegistry registry;
    private SubmitterClient client;

    @BeforeAll
    void start(@TempDir Path folder) {
        AvroTrust.install();
        DataFolder data = DataFolder.open(folder.resolve("data"));
        pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        submitter = pki.submitterKit(data.submitter(SUBMITTER), SUBMITTER);
        ExchangePki.Kit deskKit = pki.partnerKit(data.partner(DESK), DESK);
        PartnerServer server = closing.add("desk", new PartnerServer(LocalParticipants.tls(deskKit), 0));
        server.answerWith(LocalParticipants.receiving(pki, DESK, desk, CLOCK));
        Participant partner = Participants.partner(
                new Participants.Who(DESK, "Desk", StakeholderKind.LAW_ENFORCEMENT, "IE"),
                new Participants.Receives(List.of("IE"), List.of(), false, server.endpoint()),
                pki,
                deskKit);
        exchange = Exchange.start(
                closing,
                data,
                pki,
                ExchangeSettings.samples(ExchangeSettings.Ports.free()),
                List.of(
                        Participants.submitter(
                                new Participants.Who(SUBMITTER, "Platform", StakeholderKind.PLATFORM, "IE"),
                                pki,
                                submitter),
                        Participants.acceded(
                                Participant.newBuilder(partner)
                                        .setReleaseProfile(new ReleaseProfile(List.of(), true))
                                        .build(),
                                deskKit)),
                CLOCK);
        registry = closing.add(
                "registry client",
                new SchemaRegistry(exchange.endpoints().registry().toString(), Map.of()));
        client = closing.add(
                "submitter", new SubmitterClient(exchange.endpoints().gateway(), LocalParticipants.tls(submitter)));
    }

    @AfterAll
    void stop() {
        closing.close();
    }

    @Test
    void shouldCarryANoticeOfASubmitterAVersionAheadOnceItsSchemaIsRegistered() throws Exception {
        IncidentNotice notice = notice();
        SignedNotice signed = sign(notice, NEWER, record -> record.put("venue", "arcade"));
        assertThat(submit(signed).reason()).isEqualTo("unknown-schema");
        registry.register(Topics.payloadSubject(NOW.getFullName()), NEWER);
        await().atMost(PATIENCE).until(() -> submit(signed).accepted());

        SharedNotice shared = delivered(notice).getNotices().getFirst();

        assertVerbatim(signed, shared);
        assertThat(OtherVersions.read(Bytes.copy(shared.getEnvelope().getPayload()), NEWER)
                        .get("venue"))
                .isEqualTo("arcade");
        assertBooksExact();
    }

    @Test
    void shouldCarryANoticeOfASubmitterAVersionBehind() throws Exception {
        registry.register(Topics.payloadSubject(NOW.getFullName()), OLDER);
        IncidentNotice notice = notice();
        SignedNotice signed = sign(notice, OLDER, _ -> {});
        await().atMost(PATIENCE).until(() -> submit(signed).accepted());

        assertVerbatim(signed, delivered(notice).getNotices().getFirst());
        assertBooksExact();
    }

    /** What it cannot act on it does not accept; the submitter is told where. */
    @Test
    void shouldRefuseAHarmThatThisVersionDoesNotKnow() throws IOException {
        registry.register(Topics.payloadSubject(NOW.getFullName()), MORE_HARMS);
        SignedNotice signed = sign(
                notice(),
                MORE_HARMS,
                record -> record.put(
                        "harms",
                        List.of(new GenericData.EnumSymbol(
                                MORE_HARMS.getField("harms").schema().getElementType(), "NEW_HARM"))));
        await().atMost(PATIENCE).until(() -> !submit(signed).reason().equals("unknown-schema"));

        assertThat(submit(signed).reason()).isEqualTo("invalid-field");
    }

    /** The gateway writes a record and passes on a payload that the processor has never seen. */
    @Test
    void shouldProcessWhatAGatewayAVersionAheadWrote() throws Exception {
        String topic = Topics.notices(Lane.STANDARD);
        Schema newerRecord = OtherVersions.withField(AcceptedNotice.getClassSchema(), "gatewayRegion");
        int recordId = registry.register(Topics.subject(topic), newerRecord);
        registry.register(Topics.payloadSubject(NOW.getFullName()), NEWEST);
        IncidentNotice notice = notice();
        SignedNotice signed = sign(notice, NEWEST, record -> record.put("weather", "fog"));
        Publication accepted = new NoticeAcceptance(
                        new References(pki.secrets().referenceKey()),
                        new EnvelopeSigner(pki.secrets().receipt()),
                        CLOCK,
                        new WireFormats(registry))
                .accept(new Verification.Verified(signed, notice));

        produce(
                topic,
                accepted.accepted().getReference(),
                OtherVersions.wireFormat(
                        OtherVersions.of(
                                accepted.accepted(), newerRecord, record -> record.put("gatewayRegion", "north")),
                        recordId));

        SharedNotice shared = delivered(notice).getNotices().getFirst();
        assertVerbatim(signed, shared);
        assertThat(OtherVersions.read(Bytes.copy(shared.getEnvelope().getPayload()), NEWEST)
                        .get("weather"))
                .isEqualTo("fog");
        assertBooksExact();
    }

    private static IncidentNotice notice() {
        return NoticeFixtures.extortion(SUBMITTER, CLOCK.instant())
                .setIncidentKey(UUID.randomUUID().toString())
                .setActors(List.of(
                        NoticeFixtures.reportedPerson(1, UUID.randomUUID().toString()), NoticeFixtures.child(2)))
                .build();
    }

    private SignedNotice sign(IncidentNotice notice, Schema version, Consumer<GenericRecord> change) {
        byte[] payload = OtherVersions.singleObject(OtherVersions.of(notice, version, change));
        return Submission.sign(payload, null, submitter.signing());
    }

    private ExchangeAnswer submit(SignedNotice signed) throws IOException {
        return client.submit(Submission.encode(signed));
    }

    private Delivery delivered(IncidentNotice notice) {
        return await("delivery")
                .atMost(PATIENCE)
                .until(() -> desk.deliveryOf(notice.getNoticeId()), found -> found.isPresent())
                .orElseThrow();
    }

    /** The desk has the very bytes that the submitter signed. */
    private static void assertVerbatim(SignedNotice signed, SharedNotice shared) {
        SignedEnvelope envelope = shared.getEnvelope();
        assertThat(Bytes.copy(envelope.getPayload())).isEqualTo(Bytes.copy(signed.getPayload()));
        assertThat(envelope.getSignatures()).isEqualTo(signed.getSignatures());
    }

    private void assertBooksExact() {
        URI processor = Objects.requireNonNull(exchange.endpoints().management().get("processor"));
        try (ManagementClient management = new ManagementClient()) {
            await("the books settle")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(
                            () -> management.get(processor, "/balance").body(),
                            books -> BalanceText.settled(books) && BalanceText.exact(books));
        }
    }

    private void produce(String topic, String key, byte[] value) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", exchange.endpoints().kafka());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }
}
