package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.ClientNames;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.Topics;
import org.harborlight.service.TopicReader;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A broker with an authorizer lets each service, and an operator's commands, do what {@code brokers access} gives them and
 * nothing else: everything works, nothing is denied to them, no right is given that is not needed, and whoever has one
 * service's principal does not get further than that service does.
 */
final class AccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Closing CLOSING = new Closing();

    /** Rights that the course of this test does not use, and when each is used. */
    private static final Map<String, String> NOT_USED_HERE = Map.of(
            "processor WRITE TOPIC harborlight.moves.standard",
            "an incident of the standard lane is unlinked, as one of the urgent lane is here",
            "connector WRITE TOPIC harborlight.acknowledgements",
            "a desk acknowledges to one instance what another works on; here there is one",
            "connector WRITE TOPIC harborlight.dead-letters",
            "a record of a partner topic is no delivery that can be verified",
            "connector WRITE TOPIC harborlight.deliveries.",
            "nobody took a delivery in time, and the fallback desk is told",
            "operator READ TOPIC harborlight.commands",
            "operators are replaced, and none of their commands is to be forgotten");

    @TempDir
    private static Path folder;

    private static BrokerAudit audit;
    private static GuardedExchange exchange;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        audit = CLOSING.add("audit", BrokerAudit.listening());
        exchange = new GuardedExchange(folder.resolve("data"), CLOSING);
    }

    @AfterAll
    static void stop() {
        CLOSING.close();
    }

    @Test
    void shouldDoAllItsWorkAndBeDeniedNothingWhenAServiceHasWhatItNeeds(@TempDir Path home) throws IOException {
        String urgent = submit(home, sample("first"));
        JsonNode opened = pull(home.resolve("cases"), urgent);
        await("its receipt").atMost(PATIENCE).until(() -> delivered(urgent));
        answer(opened);
        await("what the desk shares")
                .atMost(PATIENCE)
                .until(() -> !status(urgent).path("feedback").isEmpty());
        await("the webhook")
                .atMost(PATIENCE)
                .until(() -> !exchange.told().about(urgent).isEmpty());

        String standard = submit(home, standard("second"));
        String handedOver = submit(home, retractionOf(urgent, standard("first")));
        await("both receipts").atMost(PATIENCE).until(() -> {
            pull(home.resolve("cases"));
            return delivered(standard) && delivered(handedOver);
        });
        await("the handover")
                .atMost(PATIENCE)
                .until(() -> balance().at("/handedOver/total").asInt() > 0);

        redriveADeadLetter(urgent);
        erase(standard);
        unlink(home);
        letADeskJoin(home);

        look("deliveries", "list");
        await("the balance")
                .atMost(PATIENCE)
                .until(() -> balance().path("exact").asBoolean());
        for (Party party : Party.values()) {
            assertThat(audit.denied(GuardedExchange.principal(GuardedExchange.user(party))))
                    .as(party.word())
                    .isEmpty();
        }
        assertThat(audit.unread()).isEmpty();
        await("the use of every other right")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(unused())
                        .as("used when: %s", NOT_USED_HERE)
                        .containsExactlyInAnyOrderElementsOf(NOT_USED_HERE.keySet()));
    }

    /** A copy stands where its receipt does not let it stand. */
    private void redriveADeadLetter(String noticeId) throws IOException {
        try (KafkaAdministrator administrator = new KafkaAdministrator(exchange.asAdministrator())) {
            ConsumerRecord<String, byte[]> accepted =
                    administrator.read(Topics.notices(Lane.URGENT)).getFirst();
            administrator.copy(accepted, Topics.notices(Lane.STANDARD));
        }
        await("the dead letter")
                .atMost(PATIENCE)
                .until(() -> !letters("notices.standard").isEmpty());
        JsonNode letter = letters("notices.standard").path(0);
        assertThat(letter.at("/record/noticeId").asText()).isEqualTo(noticeId);
        operate("deadletters", "redrive", letter.path("letter").asText(), "--reason", "look again");
        await("its own outcome")
                .atMost(PATIENCE)
                .until(() -> !letters("handovers.standard").isEmpty());
    }

    private void erase(String noticeId) {
        operate("notice", "erase", Topics.noticeKey(LocalParticipants.SUBMITTER, noticeId), "--reason", "an order");
        assertThat(out.toString()).contains("applied");
    }

    /** Of two incidents about the same person and the same picture, which make one case. */
    private void unlink(Path home) throws IOException {
        ObjectNode one = sample("third");
        submit(home, one);
        String joined = submit(home, one.deepCopy().put("incidentKey", "fourth"));
        await("that they are one case")
                .atMost(PATIENCE)
                .until(() -> delivery(joined).has("state"));
        operate("notice", "unlink", Topics.noticeKey(LocalParticipants.SUBMITTER, joined), "--reason", "two children");
        assertThat(out.toString()).contains("applied");
        await("that it is a case of its own")
                .atMost(PATIENCE)
                .until(() -> status(joined)
                        .path("timeline")
                        .findValuesAsText("event")
                        .contains("own-case"));
    }

    /** Operators make its topics, and the services use them. */
    private void letADeskJoin(Path home) throws IOException {
        Path files = home.resolve("directory");
        Files.createDirectories(files.resolve("participants"));
        JoiningDesk desk = CLOSING.add("joining desk", new JoiningDesk(exchange.data(), exchange.pki(), files));
        run(desk.accession("first"));
        Files.writeString(
                files.resolve("participants/joining-desk.yaml"),
                "accession: joining-desk.accession.json\nstatus: ACTIVE\n");
        Path proposal = home.resolve("proposal.json");
        for (String key : List.of("operator-1.pem", "operator-2.pem")) {
            change(
                    "sign",
                    "--folder",
                    files.toString(),
                    "--proposal",
                    proposal.toString(),
                    "--operator-key",
                    exchange.root().resolve("keys").resolve(key).toString());
        }
        change("apply", proposal.toString());
        assertThat(out.toString()).contains("2 topics made");
        await("a case for the desk that joined").atMost(PATIENCE).until(() -> {
            ObjectNode notice = sample("joining-" + System.nanoTime());
            ((ObjectNode) notice.at("/jurisdictionFacts/1")).put("country", "FI");
            submit(home, notice);
            return !desk.notices().isEmpty();
        });
    }

    private void change(String... command) {
        List<String> all = new ArrayList<>(List.of("directory"));
        all.addAll(List.of(command));
        all.addAll(exchange.operatorsWay());
        all.addAll(List.of(
                "--trust", exchange.root().resolve("config/gateway.properties").toString()));
        run(all.toArray(String[]::new));
    }

    /** As "party operation kind name". */
    private static List<String> unused() {
        return Stream.of(Party.values())
                .flatMap(party -> BrokerAccess.of(party).rights().stream()
                        .filter(right -> !audit.used(GuardedExchange.principal(GuardedExchange.user(party)), right))
                        .map(right -> party.word() + " " + right.operation() + " " + right.type() + " " + right.name()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY, harborlight.notices.urgent",
        "GATEWAY, harborlight.notices.standard",
        "GATEWAY, harborlight.section-keys",
        "GATEWAY, harborlight.deliveries.local-desk.urgent",
        "PROCESSOR, harborlight.section-keys",
        "CONNECTOR, harborlight.notices.urgent",
        "CONNECTOR, harborlight.outcomes",
        "OPERATOR, harborlight.notices.urgent",
        "OPERATOR, harborlight.deliveries.local-desk.urgent"
    })
    void shouldNotReadWhatIsNotOfItsMatter(Party party, String topic) {
        assertThatThrownBy(() -> read(GuardedExchange.probe(party), topic))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY, harborlight.deliveries.local-desk.urgent",
        "GATEWAY, harborlight.directory",
        "GATEWAY, harborlight.commands",
        "GATEWAY, harborlight.outcomes",
        "PROCESSOR, harborlight.section-keys",
        "PROCESSOR, harborlight.notices.urgent",
        "PROCESSOR, harborlight.directory",
        "PROCESSOR, harborlight.commands",
        "PROCESSOR, harborlight.receipts",
        "CONNECTOR, harborlight.directory",
        "CONNECTOR, harborlight.commands",
        "CONNECTOR, harborlight.notices.urgent",
        "CONNECTOR, harborlight.notices.standard",
        "CONNECTOR, harborlight.outcomes",
        "OPERATOR, harborlight.notices.urgent",
        "OPERATOR, harborlight.section-keys",
        "OPERATOR, harborlight.command-results"
    })
    void shouldNotWriteWhatIsNotOfItsMatter(Party party, String topic) {
        assertThatThrownBy(() -> write(GuardedExchange.probe(party), topic))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @ParameterizedTest
    @CsvSource({"GATEWAY, harborlight.directory", "PROCESSOR, harborlight.outcomes", "CONNECTOR, harborlight.directory"
    })
    void shouldReadWhatIsOfItsMatter(Party party, String topic) {
        assertThatCode(() -> read(GuardedExchange.probe(party), topic)).doesNotThrowAnyException();
    }

    @Test
    void shouldDoNothingAtAllWhenAStrangerIsLetIn() throws Exception {
        Map<String, Object> stranger = exchange.as(GuardedExchange.STRANGER);
        for (String topic : new TreeSet<>(BrokerAccess.of(Party.PROCESSOR).fixedTopics())) {
            assertThatThrownBy(() -> read(GuardedExchange.STRANGER, topic))
                    .as(topic)
                    .isInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> write(GuardedExchange.STRANGER, topic))
                    .as(topic)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        try (Admin admin = Admin.create(stranger)) {
            assertThat(admin.listTopics().names().get()).isEmpty();
            assertThat(admin.listGroups().all().get()).isEmpty();
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("theirs", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() ->
                            admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .hasCauseInstanceOf(ClusterAuthorizationException.class);
            assertThatThrownBy(() -> admin.listConsumerGroupOffsets(ClientNames.LEDGER)
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .hasCauseInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void shouldTakeNeitherGroupNorTransactionOfAnother() {
        String probe = GuardedExchange.probe(Party.CONNECTOR);
        Map<String, Object> member = exchange.as(probe);
        member.put("group.id", ClientNames.lane(Lane.URGENT));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(member, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.DIRECTORY));
            assertThatThrownBy(() -> consumer.poll(PATIENCE)).isInstanceOf(GroupAuthorizationException.class);
        }
        Map<String, Object> fencing = exchange.as(probe);
        fencing.put("transactional.id", ClientNames.REDRIVE);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(fencing, new StringSerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void shouldNotBeLetInWithoutThePassword() {
        try (Admin admin = Admin.create(exchange.as(GuardedExchange.user(Party.GATEWAY), "guessed"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static void read(String user, String topic) {
        try (TopicReader reader = new TopicReader(exchange.as(user))) {
            TopicPartition first = new TopicPartition(topic, 0);
            reader.assign(List.of(first));
            reader.seekToBeginning(List.of(first));
            reader.poll(Duration.ofSeconds(5));
        }
    }

    private static void write(String user, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = exchange.as(user);
        // Else somebody who may write nowhere fails for want of a producer id.
        settings.put("enable.idempotence", false);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "forged", new byte[0])).get();
        }
    }

    /** An incident of its own: another account, another picture. */
    private static ObjectNode sample(String incident) throws IOException {
        ObjectNode notice =
                (ObjectNode) JSON.readTree(Path.of("../samples/case.json").toFile());
        notice.put("incidentKey", incident);
        ((ObjectNode) notice.at("/actors/0/tokens/0")).put("of", incident);
        ((ObjectNode) notice.at("/content/0/digests/0"))
                .put("value", String.format("%064x", incident.hashCode() & 0xffffffffL));
        return notice;
    }

    private static ObjectNode standard(String incident) throws IOException {
        ObjectNode notice = sample(incident).put("priority", "STANDARD");
        notice.remove("urgencyBasis");
        return notice;
    }

    /** On the standard lane, whatever the lane of what it takes back. */
    private static ObjectNode retractionOf(String noticeId, ObjectNode notice) {
        notice.retain("incidentKey", "harms", "priority", "channel", "detection", "disclosureBasis");
        return notice.put("kind", "RETRACTION").put("refersTo", noticeId).put("retractionReason", "MISTAKEN_IDENTITY");
    }

    private String submit(Path home, ObjectNode notice) throws IOException {
        Path file = Files.writeString(home.resolve("notice.json"), notice.toString());
        run("notice", "submit", file.toString(), "--submitter", submitter(), "--json");
        return JSON.readTree(out.toString()).path("noticeId").asText();
    }

    /** Pulls until the notice's delivery is there, and returns its case as the command prints it. */
    private JsonNode pull(Path cases, String noticeId) {
        List<JsonNode> found = new ArrayList<>();
        await("case of " + noticeId).atMost(PATIENCE).until(() -> {
            pull(cases);
            for (JsonNode one : JSON.readTree(out.toString()).path("cases")) {
                JsonNode body = JSON.readTree(Path.of(one.path("json").asText()).toFile());
                if (body.at("/delivery/trigger/noticeId").asText().equals(noticeId)) {
                    found.add(one);
                }
            }
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private void pull(Path cases) {
        run("case", "pull", cases.toString(), "--desk", desk(), "--wait", "10", "--json");
    }

    private void answer(JsonNode opened) {
        run("case", "answer", opened.path("json").asText(), "ACTION_TAKEN", "--share", "--desk", desk());
    }

    private boolean delivered(String noticeId) throws IOException {
        return delivery(noticeId).path("state").asText().equals("RECEIPTED");
    }

    private JsonNode delivery(String noticeId) throws IOException {
        return status(noticeId).path("deliveries").path(0);
    }

    private JsonNode status(String noticeId) throws IOException {
        run("notice", "status", noticeId, "--submitter", submitter(), "--json");
        return JSON.readTree(out.toString());
    }

    private JsonNode balance() throws IOException {
        outcome("balance", "--url", exchange.processorManagement().toString(), "--json");
        return JSON.readTree(out.toString());
    }

    private JsonNode letters(String topic) throws IOException {
        look("deadletters", "list", "--since", "1h", "--topic", topic, "--json");
        return JSON.readTree(out.toString());
    }

    private void look(String... command) {
        run(Stream.concat(Stream.of(command), exchange.operatorsWay().stream()).toArray(String[]::new));
    }

    /** A command that both operators sign. */
    private void operate(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(exchange.operatorsWay());
        for (String key : List.of("operator-1.pem", "operator-2.pem")) {
            all.addAll(List.of(
                    "--operator-key",
                    exchange.root().resolve("keys").resolve(key).toString()));
        }
        run(all.toArray(String[]::new));
    }

    private static String submitter() {
        return exchange.data().submitter(LocalParticipants.SUBMITTER).toString();
    }

    private static String desk() {
        return exchange.data().partner(LocalParticipants.DESK).toString();
    }

    private void run(String... arguments) {
        assertThat(outcome(arguments)).as(() -> out + err.toString()).isZero();
    }

    private int outcome(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
