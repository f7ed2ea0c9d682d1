package org.harborlight.processor.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigitsTest {
    @ParameterizedTest
    @CsvSource({"0, 8, 00000000", "20785, 8, 00020785", "99999999, 8, 99999999", "123456789, 8, 123456789", "-1, 3, 000"
    })
    void shouldPutZerosBeforeANumber(long number, int width, String text) {
        assertThat(Digits.of(number, width)).isEqualTo(text);
    }

    /** Keys that stand in stores already were made so. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 1_764_347_135_091L, Long.MAX_VALUE})
    void shouldBeWhatAFormatMakes(long number) {
        assertThat(Digits.of(number, 8)).isEqualTo(String.format(Locale.ROOT, "%08d", number));
        assertThat(Digits.of(number, 15)).isEqualTo(String.format(Locale.ROOT, "%015d", number));
        assertThat(Digits.of(number, 19)).isEqualTo(String.format(Locale.ROOT, "%019d", number));
    }
}
