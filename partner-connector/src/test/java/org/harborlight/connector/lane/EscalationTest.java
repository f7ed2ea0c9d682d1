package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.harborlight.connector.Deliveries;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.Test;

/** A pointer says the country of the partner that it is for: that partner's answers are shown under it. */
class EscalationTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static {
        AvroTrust.install();
    }

    @Test
    void shouldNameTheOnlyCountryOfTheDeskThatIsTold() {
        assertThat(pointer("FR").getRecipientCountry()).isEqualTo("FR");
    }

    @Test
    void shouldNameNoCountryWhenTheDeskHasSeveralOrNone() {
        assertThat(pointer("FR", "IE").getRecipientCountry()).isNull();
        assertThat(pointer().getRecipientCountry()).isNull();
    }

    private static Delivery pointer(String... coverage) {
        Delivery german = Deliveries.to("police-de", Lane.URGENT).build();
        Participant desk = Participant.newBuilder()
                .setParticipantId("desk")
                .setName("desk")
                .setKind(StakeholderKind.LAW_ENFORCEMENT)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(false)
                .setReceives(true)
                .setCoverage(List.of(coverage))
                .setHarms(List.of())
                .setSigningKeys(List.of())
                .setSealingKeys(List.of())
                .setTlsIdentities(List.of())
                .setReleaseProfile(
                        ReleaseProfile.newBuilder().setSections(List.of()).build())
                .build();
        return Escalation.delivery(german, desk, "00", NOW);
    }
}
