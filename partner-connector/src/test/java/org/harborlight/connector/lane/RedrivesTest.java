package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which commands lead a delivery back to PENDING, and how it looks then. */
final class RedrivesTest {
    static {
        AvroTrust.install();
    }

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "EXPIRED", "DEAD_LETTERED"})
    void shouldStartAnewWhatHasEndedWithoutAReceipt(DeliveryStatus end) {
        DeliveryState ended =
                state(end).setAttempts(7).setExpiresAt(NOW).setDueBy(NOW).build();
        Command command = command(NOW).build();

        DeliveryState redriven = Redrives.redriven(ended, command, null, NOW.plusSeconds(1));

        assertThat(Redrives.refusal(command, Optional.of(ended), NOW)).isEmpty();
        assertThat(redriven.getDeliveryId()).isEqualTo(ended.getDeliveryId());
        assertThat(redriven.getState()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(redriven.getAttempts()).isZero();
        assertThat(redriven.getExpiresAt()).isNull();
        assertThat(redriven.getNextAttemptAt()).isNull();
        assertThat(redriven.getDueBy()).isNull();
        assertThat(redriven.getRedrive().getFrom()).isEqualTo(end);
        assertThat(redriven.getRedrive().getEndedAt()).isEqualTo(ended.getUpdatedAt());
    }

    @ParameterizedTest
    @CsvSource({"PENDING,pending", "RECEIPTED,receipted", "UNSPECIFIED,unknown-delivery"})
    void shouldRefuseWhatHasNotEndedSo(DeliveryStatus status, String reason) {
        DeliveryState state = state(status).build();

        assertThat(Redrives.refusal(command(NOW).build(), Optional.of(state), NOW))
                .contains(reason);
    }

    @Test
    void shouldRefuseWhatIsUnknownOrWasNeverBelieved() {
        DeliveryState unbelieved =
                state(DeliveryStatus.DEAD_LETTERED).setCaseId("").build();

        assertThat(Redrives.refusal(command(NOW).build(), Optional.empty(), NOW))
                .contains("unknown-delivery");
        assertThat(Redrives.refusal(command(NOW).build(), Optional.of(unbelieved), NOW))
                .contains("never-believed");
    }

    @Test
    void shouldHaveNoEffectTwiceNorBehindALaterCommand() {
        Command command = command(NOW).build();
        DeliveryState redriven = Redrives.redriven(state(DeliveryStatus.REFUSED).build(), command, null, NOW);
        DeliveryState again = DeliveryState.newBuilder(redriven)
                .setState(DeliveryStatus.EXPIRED)
                .build();

        assertThat(Redrives.refusal(command, Optional.of(again), NOW)).contains("applied-before");
        assertThat(Redrives.refusal(command(NOW.minusMillis(1)).build(), Optional.of(again), NOW))
                .contains("overtaken");
        assertThat(Redrives.refusal(command(NOW.plusMillis(1)).build(), Optional.of(again), NOW))
                .isEmpty();
    }

    @Test
    void shouldRefuseACommandThatWaitedForMoreThanADay() {
        Command old = command(NOW.minus(Duration.ofHours(25))).build();

        assertThat(Redrives.refusal(
                        old, Optional.of(state(DeliveryStatus.REFUSED).build()), NOW))
                .contains("too-old");
    }

    @Test
    void shouldNotRedriveWhatIsPending() {
        DeliveryState pending = state(DeliveryStatus.PENDING).build();
        Command command = command(NOW).build();

        assertThatThrownBy(() -> Redrives.redriven(pending, command, null, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Command.Builder command(Instant at) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setDelivery(new CommandedDelivery("d-1", "police-de", Lane.STANDARD))
                .setOperator("kim")
                .setReason("well again")
                .setAt(at);
    }

    private static DeliveryState.Builder state(DeliveryStatus status) {
        return DeliveryState.newBuilder()
                .setDeliveryId("d-1")
                .setPartnerId("police-de")
                .setLane(Lane.STANDARD)
                .setCaseId("case-1")
                .setVersion(1)
                .setKind(DeliveryKind.CASE_OPENED)
                .setSubmitterId("platform-a")
                .setNoticeId("n-1")
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setAcceptedAt(NOW.minusSeconds(60))
                .setSource(new Origin("harborlight.deliveries.police-de.standard", 0, 1L))
                .setState(status)
                .setUpdatedAt(NOW.minusSeconds(30));
    }
}
