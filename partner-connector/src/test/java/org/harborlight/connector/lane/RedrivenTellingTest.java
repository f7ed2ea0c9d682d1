package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.harborlight.connector.Deliveries;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.RecordedEscalation;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A delivery that is redriven has its whole time again, and who was told of its former end is told of the next. */
@NullUnmarked
class RedrivenTellingTest {
    static {
        AvroTrust.install();
    }

    private static final LaneId LANE = new LaneId("police-de", Lane.URGENT);
    private static final Duration DUE = Duration.ofMinutes(5);
    private static final InboxPatience PATIENCE = new InboxPatience(DUE, Duration.ofHours(1));
    private static final EnvelopeSigner SIGNER =
            new EnvelopeSigner(SigningKey.generate("delivery-1", new SecureRandom()));

    private final SignedDelivery signed =
            signed(Deliveries.to("police-de", Lane.URGENT).build());
    private final Instant decidedAt = signed.delivery().getDecidedAt();
    private final Instant now = decidedAt.plus(Duration.ofHours(1));

    @Test
    void shouldGiveAnUrgentOneThatWasRefusedItsWholeTimeAgain() {
        DeliveryState refused =
                StateChanges.settled(read(), DeliveryStatus.REFUSED, 1, "refused:not-ours", decidedAt.plusSeconds(1));

        PendingDelivery redriven = redriven(refused);

        assertThat(redriven.lateAt()).contains(now.plus(DUE));
        assertThat(PATIENCE.dueAt(redriven, signed)).isEqualTo(now.plus(DUE));
        assertThat(PATIENCE.nextLook(redriven, signed, now, now.plus(Duration.ofDays(7))))
                .isEqualTo(now.plus(DUE));
    }

    @Test
    void shouldGiveItAsLongAsItsPartnerHadAtFirst() {
        Delivery named = Delivery.newBuilder(signed.delivery())
                .setDueBy(decidedAt.plusSeconds(90))
                .build();

        assertThat(PATIENCE.dueAnew(signed(named), now)).isEqualTo(now.plusSeconds(90));
        assertThat(PATIENCE.dueAnew(
                        signed(Deliveries.to("police-de", Lane.STANDARD).build()), now))
                .isNull();
    }

    @Test
    void shouldPageTheOperatorOnceMoreWhenOneThatExpiredFailsAgain() {
        DeliveryState told = read();
        for (EscalationTarget to : List.of(
                EscalationTarget.SECOND_CONTACT, EscalationTarget.FALLBACK_PARTNER, EscalationTarget.OPERATOR)) {
            told = StateChanges.told(told, escalation(to, "status-503"));
        }
        told = StateChanges.told(told, escalation(EscalationTarget.OPERATOR, Escalations.EXPIRED));
        PendingDelivery redriven =
                redriven(StateChanges.settled(told, DeliveryStatus.EXPIRED, 9, "status-503", decidedAt));
        assertThat(redriven.lateAt()).contains(now.plus(DUE));
        assertThat(redriven.escalated()).isFalse();
        Escalations escalations = escalations();

        PendingDelivery failed = escalations.failed(redriven, signed, "status-503", new LaneBatch(new HashMap<>()));

        assertThat(failed.state().getEscalations())
                .extracting(RecordedEscalation::getTo)
                .containsExactly(EscalationTarget.FALLBACK_PARTNER, EscalationTarget.OPERATOR);
        assertThat(failed.state().getEscalations().getLast().getAt()).isEqualTo(now);
        assertThat(failed.lateAt()).isEmpty();
        assertThat(escalations.failed(failed, signed, "status-503", new LaneBatch(new HashMap<>())))
                .isEqualTo(failed);
    }

    private DeliveryState read() {
        return StateChanges.read(signed, new Origin(LANE.topic(), 0, 0L), PATIENCE, decidedAt);
    }

    private PendingDelivery redriven(DeliveryState ended) {
        Command command = Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setDelivery(new CommandedDelivery(signed.id(), "police-de", Lane.URGENT))
                .setOperator("kim")
                .setReason("well again")
                .setAt(now)
                .build();
        return new PendingDelivery(Redrives.redriven(ended, command, PATIENCE.dueAnew(signed, now), now));
    }

    private RecordedEscalation escalation(EscalationTarget to, String reason) {
        return RecordedEscalation.newBuilder()
                .setTo(to)
                .setAt(decidedAt)
                .setReason(reason)
                .build();
    }

    private Escalations escalations() {
        LanePolicy policy = new LanePolicy(
                new RetrySchedule(List.of(Duration.ofHours(1)), Duration.ofDays(7), Duration.ofHours(6)),
                new LaneBreaker.Settings(10, 60, Duration.ofSeconds(30)),
                4,
                Duration.ofMillis(250),
                1000,
                Duration.ofHours(1),
                PATIENCE,
                new LanePolicy.Restart(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        LaneServices services = new LaneServices(
                new LaneServices.Topics(null, null, null, null, null, (_, wanted) -> wanted),
                null,
                SIGNER,
                Directory::empty,
                policy,
                new SimpleMeterRegistry(),
                new LaneServices.Chance(() -> now, () -> now, new Random(1)));
        return new Escalations(LANE, services, new LaneRecords(null, SIGNER), new LaneMetrics(services.meters(), LANE));
    }

    private static SignedDelivery signed(Delivery delivery) {
        return SignedDelivery.of(
                SIGNER.sign(MediaTypes.DELIVERY, SingleObject.of(Delivery.class).encode(delivery)), delivery);
    }
}
