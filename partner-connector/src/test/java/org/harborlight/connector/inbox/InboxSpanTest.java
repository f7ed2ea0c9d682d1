package org.harborlight.connector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.store.RecordedEnds;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;

final class InboxSpanTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.deliveries("desk", Lane.STANDARD), 0);
    /** The records up to 5 were deleted. */
    private static final InboxSpan SPAN = new InboxSpan(Map.of(PARTITION, 5L), Map.of(PARTITION, 9L));

    private static final InboxCursor OLD = new InboxCursor(Map.of(PARTITION, 2L));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void shouldExpireWhenADeliveryWasAmongWhatIsGone() {
        assertThat(SPAN.place(OLD, recordedTo(7), caughtUp(true))).isEqualTo(new InboxSpan.Place.Expired());
    }

    @Test
    void shouldMoveOnWhenNoDeliveryWasAmongWhatIsGone() {
        assertThat(SPAN.place(OLD, recordedTo(2), caughtUp(true))).isEqualTo(at(5));
    }

    /** An instance that has just started has read nothing of the books, and would find that nothing was lost. */
    @Test
    void shouldNotSayThatNothingWasLostBeforeTheBooksAreRead() {
        RecordedEnds ends = recordedTo(0);

        assertThat(SPAN.place(OLD, ends, caughtUp(false))).isEqualTo(new InboxSpan.Place.NotKnown());
    }

    @Test
    void shouldLookAgainOnceTheBooksAreRead() {
        RecordedEnds ends = new RecordedEnds(format());

        InboxSpan.Place place = SPAN.place(OLD, ends, () -> {
            ends.found("a-delivery", state(6));
            return true;
        });

        assertThat(place).isEqualTo(new InboxSpan.Place.Expired());
    }

    @Test
    void shouldNotWaitForTheBooksWhenNothingIsGone() {
        InboxCursor later = new InboxCursor(Map.of(PARTITION, 6L));

        assertThat(SPAN.place(later, recordedTo(0), caughtUp(false))).isEqualTo(at(6));
        assertThat(SPAN.place(InboxCursor.START, recordedTo(0), caughtUp(false)))
                .isEqualTo(at(5));
        assertThat(asked).hasValue(0);
    }

    @Test
    void shouldExpireWhenTheTopicIsShorterThanTheCursorOrIsGone() {
        InboxCursor beyond = new InboxCursor(Map.of(PARTITION, 10L));
        InboxCursor elsewhere =
                new InboxCursor(Map.of(new TopicPartition(Topics.deliveries("desk", Lane.URGENT), 0), 0L));

        assertThat(SPAN.place(beyond, recordedTo(9), caughtUp(true))).isEqualTo(new InboxSpan.Place.Expired());
        assertThat(SPAN.place(elsewhere, recordedTo(9), caughtUp(true))).isEqualTo(new InboxSpan.Place.Expired());
    }

    private BooleanSupplier caughtUp(boolean answer) {
        return () -> {
            asked.incrementAndGet();
            return answer;
        };
    }

    private static InboxSpan.Place at(long offset) {
        return new InboxSpan.Place.At(new InboxCursor(Map.of(PARTITION, offset)));
    }

    /** @param end behind the last delivery in the books */
    private static RecordedEnds recordedTo(long end) {
        RecordedEnds ends = new RecordedEnds(format());
        if (end > 0) {
            ends.found("a-delivery", state(end - 1));
        }
        return ends;
    }

    private static byte[] state(long offset) {
        return format().encode(DeliveryState.newBuilder()
                .setDeliveryId("delivery-" + offset)
                .setPartnerId("desk")
                .setLane(Lane.STANDARD)
                .setCaseId("case")
                .setVersion(1)
                .setKind(DeliveryKind.CASE_OPENED)
                .setSubmitterId("chat")
                .setNoticeId("notice")
                .setRecipientKind(StakeholderKind.LAW_ENFORCEMENT)
                .setAcceptedAt(Instant.EPOCH)
                .setState(DeliveryStatus.PENDING)
                .setUpdatedAt(Instant.EPOCH)
                .setSource(new Origin(PARTITION.topic(), PARTITION.partition(), offset))
                .build());
    }

    private static WireFormat<DeliveryState> format() {
        SchemaRegistry registry = new SchemaRegistry("mock://inbox-span", Map.of());
        registry.register(Topics.subject(Topics.DELIVERY_STATE), DeliveryState.getClassSchema());
        return new WireFormats(registry).of(Topics.DELIVERY_STATE, DeliveryState.class);
    }
}
