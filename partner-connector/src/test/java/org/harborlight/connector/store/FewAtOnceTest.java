package org.harborlight.connector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FewAtOnceTest {
    private final FewAtOnce few = new FewAtOnce(1);

    @Test
    void shouldTurnAwayWhoComesWhileAllPlacesAreTaken() {
        assertThat(few.ask(() -> !few.ask(() -> true))).isTrue();
        assertThat(few.ask(() -> true)).as("free again").isTrue();
    }

    @Test
    void shouldFreeThePlaceWhenTheQuestionFails() {
        assertThatThrownBy(() -> few.ask(() -> {
                    throw new IllegalStateException("no answer");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(few.ask(() -> true)).isTrue();
    }
}
