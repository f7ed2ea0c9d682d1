package org.harborlight.processor.topology;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.SupportReferral;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.directory.RulesYaml;
import org.harborlight.schemas.envelope.SigningKey;

/** A small exchange for tests: its keys, its directory, which can change, and the partner topics that exist. */
public final class TestExchange {
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    static {
        AvroTrust.install();
    }

    public final SigningKey receiptKey = SigningKey.generate("receipt-1", RANDOM);
    public final SigningKey deliveryKey = SigningKey.generate("delivery-1", RANDOM);
    public final SigningKey connectorKey = SigningKey.generate("connector-1", RANDOM);
    public final Identifiers identifiers = new Identifiers(bytes(1), bytes(2));
    public final SigningKey operator = SigningKey.generate("operator-1", RANDOM);
    public final SigningKey secondOperator = SigningKey.generate("operator-2", RANDOM);
    private final DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(FOUNDED)), 1);
    private final Set<String> topics = new HashSet<>();

    /** Submitters in the US, desks in IE and DE, hotlines in IE and NL, a helpline in IE; no fallback desk. */
    public static TestExchange standard() {
        TestExchange exchange = new TestExchange();
        exchange.with(ExchangeKeys.newBuilder()
                .setKeys(List.of(
                        new ExchangeKey(KeyPurpose.RECEIPT, exchange.receiptKey.publicEntry(FOUNDED)),
                        new ExchangeKey(KeyPurpose.DELIVERY, exchange.deliveryKey.publicEntry(FOUNDED)),
                        new ExchangeKey(KeyPurpose.CONNECTOR, exchange.connectorKey.publicEntry(FOUNDED))))
                .setServiceIdentities(List.of())
                .build());
        exchange.with(RulesYaml.parse(TestRules.YAML));
        exchange.with(submitter("platform-a"));
        exchange.with(submitter("platform-b"));
        exchange.join(
                partner("police-ie", StakeholderKind.LAW_ENFORCEMENT, "IE").build());
        exchange.join(
                partner("police-de", StakeholderKind.LAW_ENFORCEMENT, "DE").build());
        exchange.join(partner("hotline-ie", StakeholderKind.HOTLINE, "IE").build());
        exchange.join(partner("hotline-nl", StakeholderKind.HOTLINE, "NL").build());
        exchange.join(partner("helpline-ie", StakeholderKind.HELPLINE, "IE").build());
        for (String country : List.of("IE", "DE", "NL")) {
            exchange.with(jurisdiction(country));
        }
        return exchange;
    }

    /** Of commands: by the two operators of this exchange, one of whom is enough for what does not need both. */
    public CommandVerifier commands() {
        return new CommandVerifier(
                List.of(operator.publicEntry(FOUNDED), secondOperator.publicEntry(FOUNDED)),
                1,
                SingleObject.of(Command.class));
    }

    public Directory directory() {
        return loader.current();
    }

    public RoutingSnapshot snapshot() {
        return new RoutingSnapshot(directory(), topics);
    }

    /** Adds a directory entry. */
    public TestExchange with(SpecificRecord body) {
        LoadResult result = loader.apply(
                DirectorySigner.sign(loader.current(), AccessionFixtures.acceded(body), NOW, List.of(operator)));
        if (result instanceof LoadResult.Rejected rejected) {
            throw new IllegalStateException(rejected.reason());
        }
        return this;
    }

    /** Adds a partner and its topics. */
    public TestExchange join(Participant partner) {
        topics.add(Topics.deliveries(partner.getParticipantId(), Lane.URGENT));
        topics.add(Topics.deliveries(partner.getParticipantId(), Lane.STANDARD));
        return with(partner);
    }

    public static Participant.Builder partner(String id, StakeholderKind kind, String... coverage) {
        return Participant.newBuilder()
                .setParticipantId(id)
                .setName(id)
                .setKind(kind)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(false)
                .setReceives(true)
                .setCoverage(List.of(coverage))
                .setHarms(List.of())
                .setSigningKeys(List.of())
                .setSealingKeys(List.of())
                .setTlsIdentities(List.of())
                .setReleaseProfile(ReleaseProfile.newBuilder()
                        .setSections(Arrays.stream(SectionKind.values())
                                .filter(section -> section != SectionKind.UNSPECIFIED)
                                .toList())
                        .build());
    }

    public static Participant submitter(String id) {
        return partner(id, StakeholderKind.PLATFORM)
                .setSubmits(true)
                .setReceives(false)
                .setEstablishment("US")
                .build();
    }

    public static Jurisdiction jurisdiction(String country) {
        return Jurisdiction.newBuilder()
                .setCountry(country)
                .setHelplines(List.of(SupportReferral.newBuilder()
                        .setCountry(country)
                        .setName("Helpline " + country)
                        .setContact("116 111")
                        .setLanguages(List.of())
                        .build()))
                .build();
    }

    /** Makes the topics of the exchange at a broker: the fixed ones, and those of its partners. */
    public void createTopics(String bootstrapServers, int partitions) throws ExecutionException, InterruptedException {
        List<NewTopic> missing = new ArrayList<>();
        Topics.fixed(partitions, (short) 1)
                .forEach(spec -> missing.add(new NewTopic(spec.name(), spec.partitions(), (short) 1)));
        snapshot().deliveryTopics().forEach(topic -> missing.add(new NewTopic(topic, 1, (short) 1)));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(missing).all().get();
        }
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
