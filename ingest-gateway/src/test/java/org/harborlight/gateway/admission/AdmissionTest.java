package org.harborlight.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harborlight.gateway.admission.Admission.Permit;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Admission admission = new Admission(new AdmissionLimits(4, 1_000, 25), open::get);
    private int submitters;

    @Test
    void shouldTurnAwayWhenTooManyRecordsAreInFlight() {
        List<Permit> permits = enter(4);

        assertThat(admission.enter(anyone(), 1)).isEmpty();

        permits.getFirst().close();
        assertThat(admission.enter(anyone(), 1)).isPresent();
    }

    @Test
    void shouldTurnAwayWhenTooManyBytesAreInFlight() {
        Permit permit = admission.enter(anyone(), 900).orElseThrow();
        assertThat(admission.enter(anyone(), 200)).isEmpty();

        permit.shrinkTo(100);

        assertThat(admission.enter(anyone(), 200)).isPresent();
        assertThat(admission.bytesInFlight()).isEqualTo(300);
    }

    @Test
    void shouldTurnAwayWhenTheBrokersDoNotAnswer() {
        open.set(false);

        assertThat(admission.enter(anyone(), 1)).isEmpty();
        assertThat(admission.recordsInFlight()).isZero();
    }

    @Test
    void shouldKeepRoomForUrgentNoticesWhenStandardOnesFloodIn() {
        List<Permit> permits = enter(3);
        permits.forEach(permit -> assertThat(permit.enterLane(Lane.STANDARD)).isTrue());

        Permit fourth = admission.enter(anyone(), 1).orElseThrow();
        assertThat(fourth.enterLane(Lane.STANDARD)).isFalse();
        fourth.close();

        assertThat(admission.enter(anyone(), 1).orElseThrow().enterLane(Lane.URGENT))
                .isTrue();
    }

    @Test
    void shouldGiveEverythingBackOnceWhenClosedTwice() {
        Permit permit = admission.enter(anyone(), 500).orElseThrow();
        assertThat(permit.enterLane(Lane.STANDARD)).isTrue();

        permit.close();
        permit.close();
        permit.shrinkTo(1);

        assertThat(admission.recordsInFlight()).isZero();
        assertThat(admission.bytesInFlight()).isZero();
        enter(3).forEach(next -> assertThat(next.enterLane(Lane.STANDARD)).isTrue());
    }

    @Test
    void shouldTakeASubmittersUrgentNoticesWhenItsOwnStandardOnesFillItsShare() {
        Admission wide = new Admission(new AdmissionLimits(100, 10_000, 25), open::get);
        assertThat(standard(wide, "greedy"))
                .as("half of the standard room, alone")
                .hasSize(37);
        modest(wide);

        assertThat(wide.enter("greedy", 1).orElseThrow().enterLane(Lane.URGENT)).isTrue();
        assertThat(standard(wide, "greedy")).isEmpty();
    }

    @Test
    void shouldKeepRoomForOthersWhenOneSubmitterFloodsIn() {
        Admission wide = new Admission(new AdmissionLimits(100, 10_000, 25), open::get);
        List<Permit> greedy = standard(wide, "greedy");

        modest(wide);

        assertThat(standard(wide, "greedy")).isEmpty();
        greedy.subList(0, 30).forEach(Permit::close);
        assertThat(wide.recordsInFlight()).isEqualTo(34);
        assertThat(standard(wide, "greedy"))
                .as("of what is not scarce, then of what is its own")
                .hasSize(8);
    }

    @Test
    void shouldKeepRoomForOthersWhenOneSubmitterSendsWhatIsNotVerifiedYet() {
        Admission wide = new Admission(new AdmissionLimits(100, 10_000, 25), open::get);

        assertThat(fill(wide, "greedy", 1)).as("half of the room, alone").hasSize(50);
        assertThat(fill(wide, "modest", 1)).as("a third of a quarter").hasSize(8);
    }

    @Test
    void shouldKeepRoomForOthersWhenOneSubmitterSendsLargeBodies() {
        Admission wide = new Admission(new AdmissionLimits(100, 1_000, 25), open::get);

        assertThat(fill(wide, "greedy", 100)).hasSize(5);
        assertThat(wide.enter("modest", 400)).isPresent();
        assertThat(wide.enter("modest", 0)).as("a notice of its batch").isPresent();
        assertThat(wide.enter("greedy", 1)).isEmpty();
    }

    @Test
    void shouldForgetWhoHoldsNothingAnyMore() {
        Admission wide = new Admission(new AdmissionLimits(100, 10_000, 25), open::get);
        for (int i = 0; i < 1_000; i++) {
            Permit permit = wide.enter("passing-" + i, 10).orElseThrow();
            permit.shrinkTo(5);
            permit.close();
        }

        assertThat(fill(wide, "last", 1)).hasSize(50);
    }

    /** Three that send nine standard notices each. */
    private static void modest(Admission room) {
        for (String modest : List.of("modest-1", "modest-2", "modest-3")) {
            for (int i = 0; i < 9; i++) {
                assertThat(room.enter(modest, 1).orElseThrow().enterLane(Lane.STANDARD))
                        .as(modest)
                        .isTrue();
            }
        }
    }

    /** As many standard notices as find room. */
    private static List<Permit> standard(Admission room, String submitter) {
        List<Permit> permits = new ArrayList<>();
        Permit next = room.enter(submitter, 1).orElseThrow();
        while (next.enterLane(Lane.STANDARD)) {
            permits.add(next);
            next = room.enter(submitter, 1).orElseThrow();
        }
        next.close();
        return permits;
    }

    private static List<Permit> fill(Admission room, String submitter, int bytes) {
        List<Permit> permits = new ArrayList<>();
        for (Optional<Permit> next = room.enter(submitter, bytes);
                next.isPresent();
                next = room.enter(submitter, bytes)) {
            permits.add(next.get());
        }
        return permits;
    }

    /** Another one each time, so that only the whole room counts. */
    private String anyone() {
        return "submitter-" + submitters++;
    }

    private List<Permit> enter(int count) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permits.add(admission.enter(anyone(), 1).orElseThrow());
        }
        return permits;
    }
}
