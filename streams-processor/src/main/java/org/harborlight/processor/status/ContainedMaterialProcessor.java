package org.harborlight.processor.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers for the retention which deliveries contained material, as a desk says: a person has to act, and the exchange
 * cannot look into a sealed section itself. There are few, so that all are looked at when they are to be forgotten.
 */
final class ContainedMaterialProcessor extends ContextualProcessor<String, Feedback, Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ContainedMaterialProcessor.class);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Duration retention;

    ContainedMaterialProcessor(Duration retention) {
        this.retention = retention;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, Feedback> input) {
        Feedback feedback = input.value();
        if (feedback.getAnswer() != FeedbackAnswer.CONTAINED_MATERIAL) {
            return;
        }
        LOG.atError()
                .addKeyValue("deliveryId", feedback.getDeliveryId())
                .addKeyValue("submitter", feedback.getSubmitterId())
                .addKeyValue("noticeId", feedback.getNoticeId())
                .log("alarm: a sealed section contained material");
        store().put(feedback.getDeliveryId(), feedback.getAt().toEpochMilli());
    }

    private void forget(long now) {
        List<String> over = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = store().all()) {
            all.forEachRemaining(entry -> {
                if (entry.value < now - retention.toMillis()) {
                    over.add(entry.key);
                }
            });
        }
        over.forEach(store()::delete);
    }

    private KeyValueStore<String, Long> store() {
        return context().getStateStore(LedgerNames.CONTAINED_MATERIAL);
    }
}
