package org.harborlight.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.operator.LetterContent;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.PlacedLetter;
import org.junit.jupiter.api.Test;

/** What nobody believed reaches a terminal as text and as nothing else. */
final class LetterTextTest {
    private static final String HOSTILE = "x\u001B[2J\u009B31m\r\u202Ey";

    @Test
    void shouldLetNothingUnbelievedControlTheTerminal() {
        PlacedLetter letter = new PlacedLetter(
                new DeadLetter(ByteBuffer.wrap(new byte[] {1}), HOSTILE, new Origin(HOSTILE, 0, 1L), Instant.EPOCH),
                new Origin(Topics.DEAD_LETTERS, 0, 2L),
                HOSTILE,
                List.of(HOSTILE));
        try (OperatorTopics topics = new OperatorTopics(Map.of(), "http://localhost:1")) {
            LetterText text = new LetterText(new LetterContent(topics));
            assertPlain(text.line(letter));
            ObjectNode json = text.json(letter);
            json.withObject("record").put("noticeId", HOSTILE);
            assertThat(LetterText.lines(json))
                    .allSatisfy(LetterTextTest::assertPlain)
                    .anySatisfy(line -> assertThat(line).startsWith("  noticeId: x⟨U+001B⟩[2J"));
        }
    }

    private static void assertPlain(String line) {
        assertThat(line.codePoints().map(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT);
    }
}
