package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.harborlight.processor.pace.CommitPace;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads desks' answers and sends those that concern other partners to the cases, signed as they are. What cannot be believed is skipped with
 * an alarm: it is no notice, and the ledger counts it as unreadable. Operators' orders go to the references that they name. Used by the stream thread of one task.
 */
public final class AnswerProcessor implements Processor<String, byte[], String, Parcel> {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerProcessor.class);

    private final AnswerReader reader;
    private final OrderReader orders;
    private @Nullable ProcessorContext<String, Parcel> context;
    private @Nullable CommitPace pace;

    public AnswerProcessor(LaneContext lane) {
        this.reader = AnswerReader.ofNotices(lane);
        this.orders = new OrderReader(lane);
    }

    @Override
    public void init(ProcessorContext<String, Parcel> given) {
        context = given;
        pace = CommitPace.of(given);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        ProcessorContext<String, Parcel> ready = Objects.requireNonNull(context);
        Objects.requireNonNull(pace).after(record);
        RecordMetadata at = ready.recordMetadata().orElseThrow();
        if (at.topic().equals(Topics.COMMANDS)) {
            order(ready, record, new Origin(at.topic(), at.partition(), at.offset()));
        } else {
            answer(ready, record, at);
        }
    }

    private void answer(ProcessorContext<String, Parcel> ready, Record<String, byte[]> record, RecordMetadata at) {
        switch (reader.read(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()))) {
            case AnswerReader.Reading.Acts(var feedback) ->
                // Without its headers, which nobody signed.
                ready.forward(
                        new Record<>(feedback.getCaseId(), Parcel.of(record.value()), record.timestamp()),
                        Nodes.TO_ANSWERS);
            case AnswerReader.Reading.Passes() -> {}
            case AnswerReader.Reading.Refused(var reason) -> alarm(at, reason);
        }
    }

    /** To the reference that it names; one that names none is answered as well. */
    private void order(ProcessorContext<String, Parcel> ready, Record<String, byte[]> record, Origin place) {
        Instant now = Instant.ofEpochMilli(ready.currentSystemTimeMs());
        orders.read(record.value(), place, now).ifPresent(order -> {
            Record<String, Parcel> onward =
                    new Record<>(order.reference(), Parcel.of(record.value()), now.toEpochMilli());
            OriginHeader.write(onward.headers(), place);
            ready.forward(onward, Nodes.TO_ORDERS);
        });
    }

    private static void alarm(RecordMetadata at, String reason) {
        LOG.atError()
                .addKeyValue("topic", at.topic())
                .addKeyValue("partition", at.partition())
                .addKeyValue("offset", at.offset())
                .addKeyValue("reason", reason)
                .log("alarm: feedback is not believed");
    }
}
