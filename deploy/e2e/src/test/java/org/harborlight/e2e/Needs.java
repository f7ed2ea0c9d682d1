package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Optional;

/** What a test needs of the machine. Stateless. */
final class Needs {
    /** System property: with {@code false}, what is missing fails a test instead of having it skipped. */
    private static final String MAY_SKIP = "harborlight.skip";

    private Needs() {}

    /**
     * Goes on where nothing is missing.
     *
     * @param missing what is, and why
     */
    static void nothingMissing(Optional<String> missing) {
        if (Boolean.parseBoolean(System.getProperty(MAY_SKIP, "true"))) {
            assumeThat(missing).as("what is missing here").isEmpty();
        } else {
            assertThat(missing).as("what is missing here").isEmpty();
        }
    }
}
