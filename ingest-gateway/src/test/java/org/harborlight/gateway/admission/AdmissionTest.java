package org.harborlight.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harborlight.gateway.admission.Admission.Permit;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Admission admission = new Admission(new AdmissionLimits(4, 1_000, 25), open::get);

    @Test
    void shouldTurnAwayWhenTooManyRecordsAreInFlight() {
        List<Permit> permits = enter(4);

        assertThat(admission.enter(1)).isEmpty();

        permits.getFirst().close();
        assertThat(admission.enter(1)).isPresent();
    }

    @Test
    void shouldTurnAwayWhenTooManyBytesAreInFlight() {
        Permit permit = admission.enter(900).orElseThrow();
        assertThat(admission.enter(200)).isEmpty();

        permit.shrinkTo(100);

        assertThat(admission.enter(200)).isPresent();
        assertThat(admission.bytesInFlight()).isEqualTo(300);
    }

    @Test
    void shouldTurnAwayWhenTheBrokersDoNotAnswer() {
        open.set(false);

        assertThat(admission.enter(1)).isEmpty();
        assertThat(admission.recordsInFlight()).isZero();
    }

    @Test
    void shouldKeepRoomForUrgentNoticesWhenStandardOnesFloodIn() {
        List<Permit> permits = enter(3);
        permits.forEach(permit -> assertThat(permit.enterLane(Lane.STANDARD)).isTrue());

        Permit fourth = admission.enter(1).orElseThrow();
        assertThat(fourth.enterLane(Lane.STANDARD)).isFalse();
        fourth.close();

        assertThat(admission.enter(1).orElseThrow().enterLane(Lane.URGENT)).isTrue();
    }

    @Test
    void shouldGiveEverythingBackOnceWhenClosedTwice() {
        Permit permit = admission.enter(500).orElseThrow();
        assertThat(permit.enterLane(Lane.STANDARD)).isTrue();

        permit.close();
        permit.close();
        permit.shrinkTo(1);

        assertThat(admission.recordsInFlight()).isZero();
        assertThat(admission.bytesInFlight()).isZero();
        enter(3).forEach(next -> assertThat(next.enterLane(Lane.STANDARD)).isTrue());
    }

    private List<Permit> enter(int count) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permits.add(admission.enter(1).orElseThrow());
        }
        return permits;
    }
}
