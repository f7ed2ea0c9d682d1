package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeskAnswer;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with all rights at the brokers writes notices, answers, receipts, states, verdicts and commands. What is signed by
 * nobody who may is not believed, alarms say so, the books report what they cannot account for, and notices go on all the
 * same.
 */
@Tag("faults")
final class ForgedRecordsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Closing closing = new Closing();
    private DrilledExchange drilled;
    private KillableExchange exchange;
    private KafkaAdministrator administrator;
    private ForgedRecords forged;
    private Alarms alarms;
    private ServiceProcess connector;

    @BeforeEach
    void start(@TempDir Path folder) {
        drilled = closing.add("exchange", new DrilledExchange(folder.resolve("data")));
        exchange = drilled.services();
        administrator = closing.add("administrator", new KafkaAdministrator(exchange.kafka()));
        alarms = closing.add("alarms", new Alarms(exchange));
        forged = new ForgedRecords(exchange.formats(), administrator);
        connector = exchange.services().connectors().getFirst();
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void shouldBelieveNothingThatNobodySignedWhoMay() throws IOException {
        String notice = drilled.submit(drilled.submitter(), DrilledExchange.FETCHED, false);
        String otherNotice = drilled.submit(drilled.submitter(), DrilledExchange.PUSHED, false);
        DeliveryCheck.Genuine delivered = drilled.awaited(DrilledExchange.FETCHED, notice);
        drilled.awaited(DrilledExchange.PUSHED, otherNotice);
        answer(delivered.delivery().getDeliveryId());
        await("the answer").atMost(DrilledExchange.PATIENCE).until(() -> answers(notice) == 1);
        awaitSettled();

        forged.feedback(key(notice), key(otherNotice));
        forged.receipts(key(notice), key(otherNotice));
        awaitBooks(books -> assertThat(books.path("unreadable").asInt()).isEqualTo(7));
        assertThat(answers(notice)).isEqualTo(1);
        assertThat(answers(otherNotice)).isZero();

        forged.acknowledgement(key(notice));
        awaitFigure("harborlight_connector_acknowledgements_rejected_total", 1);

        forged.commands(
                new CommandedNotice(KillableExchange.submitterId(), notice),
                exchange.pki().secrets().operators().keys());
        Map<String, Integer> refusals = Map.of(
                "no-signature", 1,
                "signatures-below-threshold", 1,
                "bad-signature", 1,
                "unknown-key", 1,
                "replayed", 1);
        for (Map.Entry<String, Integer> refusal : refusals.entrySet()) {
            String reason = "reason=\"" + refusal.getKey() + "\"";
            awaitFigure("harborlight_connector_commands_rejected_total", refusal.getValue(), reason);
            assertThat(alarms.lines(connector, "alarm: a command was not given by the operators", reason))
                    .isEqualTo(refusal.getValue().longValue());
        }
        assertThat(drilled.inbox().get(notice))
                .satisfies(came -> assertThat(
                                DrilledExchange.opened(came, drilled.sealingKey(KillableExchange.FETCHING_DESK)))
                        .isEqualTo(1));

        forged.deliveryStates(delivered.delivery().getDeliveryId());
        forged.verdicts(key(notice));
        awaitBooks(books -> {
            assertThat(books.path("exact").asBoolean()).isFalse();
            assertThat(books.path("anomalies").asInt()).isEqualTo(1);
            assertThat(books.path("duplicates").asInt()).isEqualTo(1);
            assertThat(books.path("problems").toString()).contains("left a terminal state", "not held");
            assertThat(line(books, "deliveries"))
                    .as("a delivery that never was")
                    .isFalse();
        });
        assertThat(alarms.health()).contains("does not balance");
        drilled.assertGoesOn(drilled.submitter());
        assertThat(exchange.desk().contradictory()).isEmpty();
    }

    @Test
    void shouldTakeNoNoticeThatNoGatewayHasAccepted() throws IOException {
        String notice = drilled.submit(drilled.submitter(), DrilledExchange.FETCHED, false);
        String otherNotice = drilled.submit(drilled.submitter(), DrilledExchange.PUSHED, false);
        drilled.awaited(DrilledExchange.FETCHED, notice);
        drilled.awaited(DrilledExchange.PUSHED, otherNotice);
        awaitSettled();
        JsonNode told = status(notice);
        int had = drilled.inbox().size();

        new ForgedNotices(exchange, administrator).write(notice, otherNotice);
        awaitSettled();
        assertThat(status(notice)).as("what the submitter is told").isEqualTo(told);
        assertThat(drilled.inbox()).hasSize(had);
        assertThat(exchange.desk().contradictory()).isEmpty();
        drilled.assertGoesOn(drilled.submitter());
    }

    private JsonNode status(String noticeId) throws IOException {
        return JSON.readTree(exchange.clients().getFirst().status(noticeId).body());
    }

    private static String key(String noticeId) {
        return Topics.noticeKey(KillableExchange.submitterId(), noticeId);
    }

    private void answer(String deliveryId) throws IOException {
        Path kit = exchange.root().resolve("partners").resolve(KillableExchange.FETCHING_DESK);
        try (ConnectorClient desk = new ConnectorClient(
                exchange.services().connectorUrls().getFirst(),
                MutualTls.context(kit.resolve("certificate.pem"), kit.resolve("key.pem"), kit.resolve("trust.pem")))) {
            assertThat(desk.answer(deliveryId, DeskAnswer.of(FeedbackAnswer.ACTION_TAKEN, true))
                            .status())
                    .isEqualTo(202);
        }
    }

    /** How many answers the submitter is shown, all of them the desk's own. */
    private int answers(String noticeId) throws IOException {
        JsonNode feedback = status(noticeId).path("feedback");
        assertThat(feedback).allMatch(one -> one.path("answer").asText().equals("ACTION_TAKEN"));
        return feedback.size();
    }

    private static boolean line(JsonNode books, String name) {
        for (JsonNode line : books.path("lines")) {
            if (line.path("equation").asText().startsWith(name)) {
                return line.path("balances").asBoolean();
            }
        }
        throw new AssertionError("no line " + name);
    }

    private void awaitSettled() {
        awaitBooks(books -> assertThat(books.path("exact").asBoolean()
                        && books.path("deliveries").path("pending").asInt() == 0)
                .isTrue());
    }

    private void awaitBooks(Consumer<JsonNode> judge) {
        await("the books")
                .atMost(DrilledExchange.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> judge.accept(exchange.balance().body()));
    }

    private void awaitFigure(String name, double value, String... labels) {
        await(name)
                .atMost(DrilledExchange.PATIENCE)
                .untilAsserted(
                        () -> assertThat(alarms.figure(connector, name, labels)).isEqualTo(value));
    }
}
