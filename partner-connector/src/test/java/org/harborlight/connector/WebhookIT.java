package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.webhook.WebhookStatus;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.tls.PemFiles;
import org.junit.jupiter.api.Test;

/** What submitters are told by their webhooks, over a real broker and real mutual TLS, and what harms nobody else. */
class WebhookIT extends Scenario {
    private static final String[] WHOLE = {"accepted", "routed", "delivered"};
    private static final Behaviour TAKEN = Behaviour.status(204);

    WebhookIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldTellEachSubmitterOfItsOwnNoticesSignedAndInOrder() {
        TestPartner chat = submitter(_ -> {});
        TestPartner games = submitter(_ -> {});
        TestTimeline first = new TestTimeline(exchange, chat.id).grow(WHOLE);
        TestTimeline second = new TestTimeline(exchange, chat.id).grow("accepted");
        TestTimeline foreign = new TestTimeline(exchange, games.id).grow(WHOLE);
        connector();
        second.grow("routed");

        awaitTold(chat, first);
        awaitTold(chat, second);
        awaitTold(games, foreign);

        assertThat(chat.server.received()).hasSize(5).allSatisfy(push -> {
            assertThat(push.webhookSignedBy(exchange.connectorKey.publicEntry(Instant.EPOCH)))
                    .isTrue();
            assertThat(push.body().fieldNames())
                    .toIterable()
                    .containsExactly("noticeId", "eventId", "entry", "state", "final");
        });
        Push last = chat.server.received(first.webhookIds().getLast()).getFirst();
        assertThat(last.body().path("eventId").asText()).isEqualTo(first.eventId());
        assertThat(last.body().path("entry").path("event").asText()).isEqualTo("delivered");
    }

    @Test
    void shouldTellAllInOrderWhenTheEndpointComesBackAfterARestartOfTheConnector() {
        TestPartner chat = submitter(_ -> {});
        chat.server.behave(Behaviour.status(503));
        Connector former = connector("former", Map.of());
        TestTimeline timeline = new TestTimeline(exchange, chat.id).grow("accepted", "routed");
        await().atMost(PATIENCE).until(() -> chat.server.received().size() > 1);
        assertThat(ids(chat, timeline))
                .as("the first one waits, and the next behind it")
                .hasSize(1);

        former.close();
        Connector connector = connector("later", Map.of());
        timeline.grow("delivered");
        await().atMost(PATIENCE).until(() -> phase(connector, chat) == WebhookStatus.Phase.FAILING);
        chat.server.behave(TAKEN);

        awaitTold(chat, timeline);
        await().atMost(PATIENCE).until(() -> phase(connector, chat) == WebhookStatus.Phase.RUNNING);
        assertThat(connector.webhooks())
                .filteredOn(status -> status.submitterId().equals(chat.id))
                .singleElement()
                .satisfies(status -> assertThat(status.pending()).isZero());
    }

    @Test
    void shouldSendNothingToAnEndpointWhoseCertificateIsOfAnotherAuthority() {
        TestPartner chat = submitter(it -> it.webhook(webhook ->
                webhook.setTrustAnchorPem(PemFiles.certificates(List.of(exchange.exchangeAuthority.certificate())))));
        TestTimeline timeline = new TestTimeline(exchange, chat.id).grow(WHOLE);
        Connector connector = connector();

        await().atMost(PATIENCE)
                .until(() -> connector.webhooks().stream()
                        .filter(status -> status.submitterId().equals(chat.id))
                        .anyMatch(
                                status -> status.reason().filter("tls"::equals).isPresent()));
        assertThat(chat.server.received()).isEmpty();

        chat.webhook(webhook ->
                webhook.setTrustAnchorPem(PemFiles.certificates(List.of(exchange.partnerAuthority.certificate()))));
        chat.publish();
        awaitTold(chat, timeline);
    }

    @Test
    void shouldLeaveOthersAloneWhenAnEndpointHangs() {
        TestPartner dead = submitter(_ -> {});
        TestPartner games = submitter(_ -> {});
        TestPartner police = partner();
        dead.server.behave(new Behaviour.Hang());
        new TestTimeline(exchange, dead.id).grow(WHOLE);
        connector("one", Map.of("push.timeout.ms", "60000"));
        await().atMost(PATIENCE).until(() -> !dead.server.received().isEmpty());

        TestTimeline timeline = new TestTimeline(exchange, games.id).grow(WHOLE);
        String delivery = exchange.deliver(Deliveries.to(police.id, Lane.URGENT));

        awaitTold(games, timeline);
        awaitState(delivery, DeliveryStatus.RECEIPTED);
        assertThat(dead.server.received()).as("still without an answer").hasSize(1);
        dead.server.behave(TAKEN);
        dead.server.dropHanging();
    }

    @Test
    void shouldGoOnAtAnotherInstanceWhenOneStops() {
        TestPartner chat = submitter(_ -> {});
        Connector one = connector("one", Map.of());
        TestTimeline before = new TestTimeline(exchange, chat.id).grow("accepted");
        awaitTold(chat, before);
        connector("two", Map.of());
        before.grow("routed");
        awaitTold(chat, before);

        one.close();
        before.grow("delivered");
        TestTimeline after = new TestTimeline(exchange, chat.id).grow(WHOLE);

        awaitTold(chat, before);
        awaitTold(chat, after);
    }

    private TestPartner submitter(Consumer<TestPartner> adjust) {
        return partner(partner -> {
            partner.submits();
            partner.server.behave(TAKEN);
            adjust.accept(partner);
        });
    }

    /** Each event came, and none for the first time before the one ahead of it. */
    private static void awaitTold(TestPartner submitter, TestTimeline timeline) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ids(submitter, timeline)).isEqualTo(timeline.webhookIds()));
    }

    private static List<String> ids(TestPartner submitter, TestTimeline timeline) {
        return submitter.server.received().stream()
                .map(Push::webhookId)
                .filter(id -> id.startsWith(timeline.noticeId))
                .distinct()
                .toList();
    }

    private static WebhookStatus.Phase phase(Connector connector, TestPartner submitter) {
        return connector.webhooks().stream()
                .filter(status -> status.submitterId().equals(submitter.id))
                .map(WebhookStatus::phase)
                .findFirst()
                .orElse(WebhookStatus.Phase.STARTING);
    }
}
