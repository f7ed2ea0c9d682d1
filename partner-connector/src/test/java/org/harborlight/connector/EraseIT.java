package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.connector.partner.Push;
import org.harborlight.connector.partner.SectionOpener;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.sealing.SectionSealer;
import org.harborlight.service.TopicReader;
import org.junit.jupiter.api.Test;

/** Two operators have the section keys of a notice erased for good, unless the law holds it; one alone cannot. */
class EraseIT extends CommandScenario {
    private static final List<SectionKind> SECTIONS = List.of(SectionKind.LOCATORS);

    EraseIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldEraseTheKeysForGoodAndSettleWhatWaitsWithoutThem() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.status(503));
        Connector connector = connector();
        Delivery.Builder waiting = Deliveries.to(partner.id, Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(waiting, SECTIONS, SECTIONS);
        exchange.storeKeys(waiting.getTrigger(), sealed.keys());
        exchange.deliver(waiting);
        Push before = awaitPushes(partner, waiting.getDeliveryId(), 1).getFirst();
        assertThat(new SectionOpener(partner.sealingKey).open(before)).containsOnlyKeys(SectionKind.LOCATORS);

        Command erase = command(CommandKind.ERASE, waiting.getTrigger());
        write(erase, exchange.operator, exchange.secondOperator);

        assertThat(answer(erase).getEffect()).isEqualTo(CommandEffect.APPLIED);
        assertThat(stored(waiting.getTrigger())).isEmpty();
        partner.server.behave(Behaviour.echo());
        awaitState(waiting.getDeliveryId(), DeliveryStatus.RECEIPTED);
        assertThat(missing(partner.server.received(waiting.getDeliveryId()).getLast()))
                .isEqualTo("erased-or-unknown");

        exchange.storeKeys(waiting.getTrigger(), sealed.keys());
        await().atMost(PATIENCE).until(() -> stored(waiting.getTrigger()).isEmpty());
        connector.close();
        exchange.storeKeys(waiting.getTrigger(), sealed.keys());
        Delivery.Builder again = Delivery.newBuilder(waiting).setDeliveryId("d-" + UUID.randomUUID());
        exchange.deliver(again);
        connector();

        assertThat(missing(awaitPushes(partner, again.getDeliveryId(), 1).getFirst()))
                .isEqualTo("erased-or-unknown");
        await().atMost(PATIENCE).until(() -> stored(waiting.getTrigger()).isEmpty());
        Command twice = command(CommandKind.ERASE, waiting.getTrigger());
        write(twice, exchange.operator, exchange.secondOperator);
        assertThat(answer(twice).getReason()).isEqualTo("erased-before");
        assertThat(answers(erase)).hasSize(1);
    }

    @Test
    void shouldEraseNothingWhenOneOperatorAloneSigns() {
        NoticeOrigin notice = storedNotice();
        connector();
        int alone = refusals("signatures-below-threshold").size();

        write(command(CommandKind.ERASE, notice), exchange.operator);
        write(command(CommandKind.HOLD, notice), exchange.secondOperator);

        awaitRefusals("signatures-below-threshold", alone + 2);
        assertThat(stored(notice)).isPresent();
        erase(notice);
    }

    @Test
    void shouldEraseNothingWhereThereIsOnlyOneOperatorKey() {
        NoticeOrigin notice = storedNotice();
        connector(
                "alone",
                Map.of(
                        "directory.operator.keys",
                        exchange.folder.resolve("operator-1.pem").toString()));

        write(command(CommandKind.ERASE, notice), exchange.operator);

        awaitRefusals("needs-two-operator-keys", 1);
        assertThat(stored(notice)).isPresent();
    }

    @Test
    void shouldEraseNothingWhileTheLawHoldsItAlsoAfterAStart() {
        NoticeOrigin notice = storedNotice();
        Connector first = connector();
        Command hold = command(CommandKind.HOLD, notice);
        write(hold, exchange.operator, exchange.secondOperator);
        assertThat(answer(hold).getEffect()).isEqualTo(CommandEffect.APPLIED);
        first.close();

        connector();
        Command refused = command(CommandKind.ERASE, notice);
        write(refused, exchange.operator, exchange.secondOperator);
        assertThat(answer(refused).getReason()).isEqualTo("legal-hold");
        assertThat(stored(notice)).isPresent();

        Command release = command(CommandKind.RELEASE_HOLD, notice);
        write(release, exchange.operator, exchange.secondOperator);
        assertThat(answer(release).getEffect()).isEqualTo(CommandEffect.APPLIED);
        erase(notice);
    }

    private void erase(NoticeOrigin notice) {
        Command erase = command(CommandKind.ERASE, notice);
        write(erase, exchange.operator, exchange.secondOperator);
        assertThat(answer(erase).getEffect()).isEqualTo(CommandEffect.APPLIED);
        assertThat(stored(notice)).isEmpty();
    }

    private NoticeOrigin storedNotice() {
        Delivery.Builder delivery = Deliveries.to("nobody", Lane.STANDARD);
        SectionSealer.Sealed sealed = Deliveries.seal(delivery, SECTIONS, SECTIONS);
        exchange.storeKeys(delivery.getTrigger(), sealed.keys());
        return delivery.getTrigger();
    }

    private static String missing(Push push) {
        return push.body().path("sectionKeys").path(0).path("missing").asText();
    }

    private static Command command(CommandKind kind, NoticeOrigin notice) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(kind)
                .setNotice(new CommandedNotice(notice.getSubmitterId(), notice.getNoticeId()))
                .setOperator("kim")
                .setReason("ordered by the court")
                .setAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
    }

    /** What stands last in section-keys under the notice's key. */
    private Optional<byte[]> stored(NoticeOrigin notice) {
        String key = Topics.sectionKeysKey(notice.getSubmitterId(), notice.getNoticeId(), notice.getReceiptId());
        AtomicReference<Optional<byte[]>> last = new AtomicReference<>(Optional.empty());
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", exchange.kafka.bootstrapServers()))) {
            reader.readToEnd(
                    reader.partitionsFor(Topics.SECTION_KEYS).stream()
                            .map(found -> new TopicPartition(found.topic(), found.partition()))
                            .toList(),
                    record -> {
                        if (key.equals(record.key())) {
                            last.set(Optional.ofNullable(record.value()));
                        }
                    });
        }
        return last.get();
    }
}
