package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
    @Test
    void shouldNameWhatIsMissingWhenAConditionDoesNotHold() {
        Readiness readiness = new Readiness();
        AtomicBoolean loaded = new AtomicBoolean();
        readiness.require("directory-not-loaded", loaded::get);
        readiness.require("brokers-not-answering", () -> true);

        assertThat(readiness.missing()).containsExactly("directory-not-loaded");

        loaded.set(true);
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void shouldBeReadyWhenThereIsOnlySomethingToSeeTo() {
        Readiness readiness = new Readiness();
        AtomicBoolean well = new AtomicBoolean();
        readiness.warn("crl-overdue", well::get);

        assertThat(readiness.ready()).isTrue();
        assertThat(readiness.warnings()).containsExactly("crl-overdue");

        well.set(true);
        assertThat(readiness.warnings()).isEmpty();
    }
}
