package org.harborlight.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.harborlight.gateway.status.WaitingRoom.Entry;
import org.junit.jupiter.api.Test;

final class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(2, 3);

    @Test
    void shouldLetInUntilTheSubmitterHasItsShare() {
        assertThat(room.enter("a")).isEqualTo(Entry.ENTERED);
        assertThat(room.enter("a")).isEqualTo(Entry.ENTERED);
        assertThat(room.enter("a")).isEqualTo(Entry.SUBMITTER_FULL);

        room.leave("a");

        assertThat(room.enter("a")).isEqualTo(Entry.ENTERED);
    }

    @Test
    void shouldLetInUntilAllPlacesAreTaken() {
        room.enter("a");
        room.enter("a");
        assertThat(room.enter("b")).isEqualTo(Entry.ENTERED);
        assertThat(room.enter("b")).isEqualTo(Entry.FULL);
        assertThat(room.count()).isEqualTo(3);

        room.leave("a");

        assertThat(room.enter("c")).isEqualTo(Entry.ENTERED);
    }

    @Test
    void shouldBeEmptyAgainWhenAllHaveLeft() {
        room.enter("a");
        room.enter("b");

        room.leave("a");
        room.leave("b");

        assertThat(room.count()).isZero();
    }
}
