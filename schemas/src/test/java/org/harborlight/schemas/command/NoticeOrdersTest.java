package org.harborlight.schemas.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;

/** A hold blocks an erasure, an erasure is for ever, and both are of one notice only. */
final class NoticeOrdersTest {
    private static final String NOTICE = "11111111-1111-1111-1111-111111111111";
    private static final String OTHER = "22222222-2222-2222-2222-222222222222";

    private final NoticeOrders orders = new NoticeOrders();
    private long offset;

    @Test
    void shouldEraseOnceForEver() {
        assertThat(order(CommandKind.ERASE, NOTICE)).isEmpty();
        assertThat(orders.erased(Topics.noticeKey("platform-a", NOTICE))).isTrue();
        assertThat(orders.erased(Topics.noticeKey("platform-a", OTHER))).isFalse();
        assertThat(order(CommandKind.ERASE, NOTICE)).contains("erased-before");
        assertThat(order(CommandKind.HOLD, NOTICE)).contains("erased-before");
    }

    @Test
    void shouldNotEraseWhatIsHeldUntilTheHoldEnds() {
        assertThat(order(CommandKind.HOLD, NOTICE)).isEmpty();
        assertThat(order(CommandKind.HOLD, NOTICE)).contains("held-before");
        assertThat(order(CommandKind.ERASE, NOTICE)).contains("legal-hold");
        assertThat(orders.erased(Topics.noticeKey("platform-a", NOTICE))).isFalse();
        assertThat(order(CommandKind.ERASE, OTHER)).isEmpty();
        assertThat(order(CommandKind.RELEASE_HOLD, NOTICE)).isEmpty();
        assertThat(order(CommandKind.RELEASE_HOLD, NOTICE)).contains("not-held");
        assertThat(order(CommandKind.ERASE, NOTICE)).isEmpty();
    }

    private Optional<String> order(CommandKind kind, String notice) {
        String id = UUID.randomUUID().toString();
        Origin place = new Origin(Topics.COMMANDS, 0, offset++);
        Optional<String> refusal = orders.apply(
                Command.newBuilder()
                        .setCommandId(id)
                        .setKind(kind)
                        .setNotice(new CommandedNotice("platform-a", notice))
                        .setOperator("kim")
                        .setReason("ordered by the court")
                        .setAt(Instant.EPOCH)
                        .build(),
                place);
        assertThat(orders.place(id)).contains(place);
        return refusal;
    }
}
