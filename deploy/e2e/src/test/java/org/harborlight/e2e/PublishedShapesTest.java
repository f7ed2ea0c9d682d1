package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison with the contract can fail, also behind a reference. */
final class PublishedShapesTest {
    private static final String EVENT = "{\"noticeId\": \"1b4e28ba-2fa1-11d2-883f-0016d3cca427\", \"eventId\": \"x\","
            + " \"entry\": %s, \"state\": \"held\", \"final\": false}";

    private final PublishedShapes shapes = new PublishedShapes();

    PublishedShapesTest() throws IOException {}

    @Test
    void shouldPassWhatIsAsPublished() {
        shapes.assertShape("TimelineEvent", EVENT.formatted("{\"at\": \"2026-11-28T10:00:00Z\", \"event\": \"held\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\": \"2026-11-28T10:00:00Z\"}",
                "{\"at\": \"2026-11-28T10:00:00Z\", \"event\": \"held\", \"partner\": \"police-de\"}",
                "{\"at\": \"2026-11-28T10:00:00Z\", \"event\": 1}"
            })
    void shouldFailWhatIsNot(String entry) {
        assertThatThrownBy(() -> shapes.assertShape("TimelineEvent", EVENT.formatted(entry)))
                .isInstanceOf(AssertionError.class);
    }
}
