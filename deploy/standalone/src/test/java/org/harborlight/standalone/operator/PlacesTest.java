package org.harborlight.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of records as an operator writes them. */
final class PlacesTest {
    @Test
    void shouldReadAPlaceWithAndWithoutThePrefix() {
        Origin expected = new Origin("harborlight.notices.urgent", 3, 1742L);
        assertThat(Places.parse("notices.urgent/3/1742")).contains(expected);
        assertThat(Places.parse(Places.text(expected))).contains(expected);
        assertThat(Places.parse("harborlight-urgent-by-case-key-repartition/0/1"))
                .contains(new Origin("harborlight-urgent-by-case-key-repartition", 0, 1L));
    }

    @Test
    void shouldReadTheShortPlaceOfADeadLetter() {
        assertThat(Places.parseLetter("2/17")).contains(new Origin(Topics.DEAD_LETTERS, 2, 17L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "notices.urgent/3", "notices.urgent/a/1", "a b/1/2", "notices.urgent/-1/2"})
    void shouldFindNoPlaceInAnythingElse(String text) {
        assertThat(Places.parse(text)).isEmpty();
        assertThat(Places.parseLetter(text)).isEmpty();
    }
}
