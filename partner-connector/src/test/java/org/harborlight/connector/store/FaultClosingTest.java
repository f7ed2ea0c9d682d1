package org.harborlight.connector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultClosingTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void shouldCloseAllAndKeepTheFaultWhenClosingFails() {
        IllegalStateException fault = new IllegalStateException("the lane's");
        IllegalStateException closing = new IllegalStateException("the producer's");

        FaultClosing.close(
                fault,
                () -> {
                    throw closing;
                },
                () -> closed.add("consumer"));

        assertThat(closed).containsExactly("consumer");
        assertThat(fault).hasSuppressedException(closing);
    }
}
