package org.harborlight.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments as an operator writes them. */
final class SinceTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30m, 2026-11-26T09:30:00Z",
        "24h, 2026-11-25T10:00:00Z",
        "7d, 2026-11-19T10:00:00Z",
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z"
    })
    void shouldReadHowLongAgoAndInstants(String text, Instant expected) {
        assertThat(Since.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7w", "-1d", "yesterday", "2026-11-01"})
    void shouldRefuseWhatIsNeither(String text) {
        assertThatThrownBy(() -> Since.parse(text, NOW)).isInstanceOf(UsageException.class);
    }
}
