package org.harborlight.connector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.service.Restores;
import org.junit.jupiter.api.Test;

final class CursorSealTest {
    private static final String PARTNER = "police-de";

    private final SealingKey former = SealingKey.generate("former", new SecureRandom());
    private final SealingKey current = SealingKey.generate("current", new SecureRandom());
    private final InboxCursor cursor = new InboxCursor(Map.of(
            new TopicPartition(Topics.deliveries(PARTNER, Lane.URGENT), 1),
            7L,
            new TopicPartition(Topics.deliveries(PARTNER, Lane.STANDARD), 0),
            Long.MAX_VALUE));

    @Test
    void shouldGiveBackTheCursorWhenThePartnerIsTheSame() {
        CursorSeal seal = new CursorSeal(List.of(current), Restores.NEVER);

        assertThat(seal.open(PARTNER, seal.seal(PARTNER, cursor))).contains(cursor);
        assertThat(seal.open("police-d", seal.seal(PARTNER, cursor))).isEmpty();
    }

    @Test
    void shouldTakeCursorsOfAFormerKeyWhenItIsStillConfigured() {
        String text = new CursorSeal(List.of(former), Restores.NEVER).seal(PARTNER, cursor);

        assertThat(new CursorSeal(List.of(current, former), Restores.NEVER).open(PARTNER, text))
                .contains(cursor);
        assertThat(new CursorSeal(List.of(current), Restores.NEVER).open(PARTNER, text))
                .isEmpty();
    }

    @Test
    void shouldLeadACursorOfTheTimeBeforeARestoreBehindEveryEnd() {
        CursorSeal before = new CursorSeal(List.of(current), Restores.NEVER);
        CursorSeal after = new CursorSeal(List.of(current), new Restores(2));

        assertThat(after.open(PARTNER, before.seal(PARTNER, cursor))
                        .orElseThrow()
                        .next())
                .containsOnlyKeys(cursor.next().keySet())
                .allSatisfy((_, next) -> assertThat(next).isEqualTo(Long.MAX_VALUE));
        assertThat(after.open(PARTNER, new CursorSeal(List.of(current), new Restores(1)).seal(PARTNER, cursor)))
                .contains(cursor.behindEveryEnd());
        assertThat(after.open(PARTNER, after.seal(PARTNER, cursor))).contains(cursor);
        assertThat(before.open(PARTNER, after.seal(PARTNER, cursor))).isEmpty();
        assertThat(after.open("police-d", before.seal(PARTNER, cursor))).isEmpty();
    }

    @Test
    void shouldRefuseEveryTextThatDiffersInOnePlace() {
        CursorSeal seal = new CursorSeal(List.of(current), Restores.NEVER);
        String text = seal.seal(PARTNER, cursor);

        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(seal.open(PARTNER, text.substring(0, i) + other + text.substring(i + 1)))
                    .as("place " + i)
                    .isEmpty();
            assertThat(seal.open(PARTNER, text.substring(0, i)))
                    .as("first " + i)
                    .isEmpty();
        }
        assertThat(seal.open(PARTNER, "not base64!")).isEmpty();
    }

    @Test
    void shouldNeverGoBackWhenMoved() {
        TopicPartition partition = new TopicPartition(Topics.deliveries(PARTNER, Lane.URGENT), 1);

        assertThat(cursor.moved(Map.of(partition, 3L))).isEqualTo(cursor);
        assertThat(cursor.moved(Map.of(partition, 9L)).at(partition)).hasValue(9L);
    }
}
