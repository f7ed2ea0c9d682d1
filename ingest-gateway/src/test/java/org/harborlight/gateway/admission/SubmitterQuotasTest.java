package org.harborlight.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SubmitterQuotasTest {
    private final AtomicLong nanos = new AtomicLong();
    private final SubmitterQuotas quotas = new SubmitterQuotas(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void shouldNameTheWaitWhenNoticesComeTooFast() {
        Participant submitter = submitter("platform-a", new ParticipantLimits(2, 10, null));
        assertThat(quotas.takeNotice(submitter)).isEmpty();
        assertThat(quotas.takeNotice(submitter)).isEmpty();

        assertThat(quotas.takeNotice(submitter)).hasValue(Duration.ofSeconds(30));

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(quotas.takeNotice(submitter)).isEmpty();
    }

    @Test
    void shouldCountUrgentNoticesApartWhenBothAreLimited() {
        Participant submitter = submitter("platform-a", new ParticipantLimits(10, 1, null));
        assertThat(quotas.takeUrgent(submitter)).isEmpty();

        assertThat(quotas.takeUrgent(submitter)).hasValue(Duration.ofHours(1));
        assertThat(quotas.takeNotice(submitter)).isEmpty();
    }

    @Test
    void shouldNotUseUpTheUrgentQuotaWhenTheExchangeCouldNotTakeTheNotice() {
        Participant submitter = submitter("platform-a", new ParticipantLimits(10, 1, null));
        assertThat(quotas.takeUrgent(submitter)).isEmpty();

        quotas.returnUrgent(submitter);

        assertThat(quotas.takeUrgent(submitter)).isEmpty();
    }

    @Test
    void shouldKeepSubmittersApartAndFollowTheDirectoryWhenLimitsChange() {
        Participant first = submitter("platform-a", new ParticipantLimits(1, 1, null));
        assertThat(quotas.takeNotice(first)).isEmpty();
        assertThat(quotas.takeNotice(first)).isPresent();

        assertThat(quotas.takeNotice(submitter("platform-b", null))).isEmpty();
        assertThat(quotas.takeNotice(submitter("platform-a", new ParticipantLimits(5, 1, null))))
                .isEmpty();
    }

    private static Participant submitter(String id, @Nullable ParticipantLimits limits) {
        return Participant.newBuilder()
                .setParticipantId(id)
                .setName(id)
                .setKind(StakeholderKind.PLATFORM)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(true)
                .setReceives(false)
                .setCoverage(List.of())
                .setHarms(List.of())
                .setSigningKeys(List.of())
                .setSealingKeys(List.of())
                .setTlsIdentities(List.of())
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .setLimits(limits)
                .build();
    }
}
