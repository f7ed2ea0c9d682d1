package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.harborlight.connector.partner.Behaviour;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;

/** Operators send deliveries that have ended once more; nobody else does, and nothing happens twice. */
class RedriveIT extends CommandScenario {
    RedriveIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldSendARefusedDeliveryAgainUnderItsIdOnceForEachCommand() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.refusal(409, "not-ours"));
        connector();
        Delivery delivery = deliver(partner, Lane.STANDARD);
        String id = delivery.getDeliveryId();
        awaitState(id, DeliveryStatus.REFUSED);
        partner.server.behave(Behaviour.echo());

        Command command = command(delivery).build();
        SignedEnvelope written = write(command, exchange.operator);

        assertThat(answer(command).getEffect()).isEqualTo(CommandEffect.APPLIED);
        await().atMost(PATIENCE).until(() -> state(id).getState() == DeliveryStatus.RECEIPTED);
        assertThat(partner.server.received(id)).hasSize(2);
        assertThat(history(id).stream().map(DeliveryState::getState).distinct())
                .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.REFUSED, DeliveryStatus.RECEIPTED);
        DeliveryState redriven = history(id).stream()
                .filter(state -> "redriven".equals(state.getReason()))
                .findFirst()
                .orElseThrow();
        assertThat(redriven.getState()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(redriven.getAttempts()).isZero();
        assertThat(redriven.getRedrive().getCommandId()).isEqualTo(command.getCommandId());
        assertThat(redriven.getRedrive().getFrom()).isEqualTo(DeliveryStatus.REFUSED);
        assertThat(state(id).getAttempts()).isEqualTo(1);

        Command again = command(delivery).build();
        write(again, exchange.operator);
        assertThat(answer(again).getReason()).isEqualTo("receipted");

        send(written);
        awaitRefusals("replayed", 1);
        assertThat(partner.server.received(id)).hasSize(2);
        assertThat(answers(command)).hasSize(1);
        assertThat(refusals("replayed")).hasSize(1);
    }

    @Test
    void shouldRefuseWhatNoOperatorSignedAndWhatIsTooOld() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.refusal(422, "not-ours"));
        connector();
        Delivery delivery = deliver(partner, Lane.URGENT);
        awaitState(delivery.getDeliveryId(), DeliveryStatus.REFUSED);
        int forged = refusals("bad-signature").size();
        int unsigned = refusals("no-signature").size();

        write(command(delivery).build(), SigningKey.generate(exchange.operator.keyId(), exchange.random));
        send(SignedEnvelope.newBuilder(CommandSigner.sign(command(delivery).build(), List.of(exchange.operator)))
                .setSignatures(List.of())
                .build());
        Command old = command(delivery)
                .setAt(Instant.now().minus(Duration.ofHours(25)))
                .build();
        write(old, exchange.operator);

        awaitRefusals("bad-signature", forged + 1);
        awaitRefusals("no-signature", unsigned + 1);
        assertThat(answer(old).getReason()).isEqualTo("too-old");
        assertThat(state(delivery.getDeliveryId()).getState()).isEqualTo(DeliveryStatus.REFUSED);
        assertThat(partner.server.received(delivery.getDeliveryId())).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsUnknownOrOnItsWayOrGone() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.refusal(409, "not-ours"));
        connector();
        Delivery gone = deliver(partner, Lane.STANDARD);
        awaitState(gone.getDeliveryId(), DeliveryStatus.REFUSED);
        exchange.deleteRecords(Topics.deliveries(partner.id, Lane.STANDARD), -1);
        partner.server.behave(Behaviour.status(503));
        Delivery pending = deliver(partner, Lane.URGENT);
        awaitPushes(partner, pending.getDeliveryId(), 1);

        Command ofGone = command(gone).build();
        Command ofPending = command(pending).build();
        Command ofUnknown =
                command(Deliveries.to(partner.id, Lane.STANDARD).build()).build();
        Command ofOtherLane =
                command(Delivery.newBuilder(gone).setLane(Lane.URGENT).build()).build();
        List.of(ofGone, ofPending, ofUnknown, ofOtherLane).forEach(command -> write(command, exchange.operator));

        assertThat(answer(ofGone).getReason()).isEqualTo("source-gone");
        assertThat(answer(ofPending).getReason()).isEqualTo("pending");
        assertThat(answer(ofUnknown).getReason()).isEqualTo("unknown-delivery");
        assertThat(answer(ofOtherLane).getReason()).isEqualTo("unknown-delivery");
        assertThat(state(gone.getDeliveryId()).getState()).isEqualTo(DeliveryStatus.REFUSED);
    }

    @Test
    void shouldAnswerOnceWhenSeveralInstancesFindTheCommandsAtTheirStart() {
        TestPartner partner = partner();
        partner.server.behave(Behaviour.refusal(409, "not-ours"));
        Connector first = connector();
        Delivery answered = deliver(partner, Lane.STANDARD);
        List<Delivery> others = List.of(deliver(partner, Lane.STANDARD), deliver(partner, Lane.STANDARD));
        others.forEach(delivery -> awaitState(delivery.getDeliveryId(), DeliveryStatus.REFUSED));
        awaitState(answered.getDeliveryId(), DeliveryStatus.REFUSED);
        Command done = command(answered).build();
        write(done, exchange.operator);
        await().atMost(PATIENCE).until(() -> refusedAgain(answered));
        first.close();
        partner.server.behave(Behaviour.echo());
        List<Command> open =
                others.stream().map(delivery -> command(delivery).build()).toList();
        open.forEach(command -> write(command, exchange.operator));

        connector("one", Map.of());
        connector("two", Map.of());

        open.forEach(command -> assertThat(answer(command).getEffect()).isEqualTo(CommandEffect.APPLIED));
        others.forEach(delivery -> await().atMost(PATIENCE)
                .until(() -> state(delivery.getDeliveryId()).getState() == DeliveryStatus.RECEIPTED));
        open.forEach(command -> assertThat(answers(command)).hasSize(1));
        assertThat(answers(done)).hasSize(1);
        assertThat(refusedAgain(answered)).isTrue();
        assertThat(history(answered.getDeliveryId()).stream().filter(state -> "redriven".equals(state.getReason())))
                .hasSize(1);
    }

    private boolean refusedAgain(Delivery delivery) {
        DeliveryState state = state(delivery.getDeliveryId());
        return state.getState() == DeliveryStatus.REFUSED && state.getRedrive() != null;
    }

    private Delivery deliver(TestPartner partner, Lane lane) {
        Delivery delivery = Deliveries.to(partner.id, lane).build();
        exchange.deliver(Delivery.newBuilder(delivery));
        return delivery;
    }

    private static Command.Builder command(Delivery delivery) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setDelivery(
                        new CommandedDelivery(delivery.getDeliveryId(), delivery.getPartnerId(), delivery.getLane()))
                .setOperator("kim")
                .setReason("the partner's system is well again")
                .setAt(Instant.ofEpochMilli(System.currentTimeMillis()));
    }
}
