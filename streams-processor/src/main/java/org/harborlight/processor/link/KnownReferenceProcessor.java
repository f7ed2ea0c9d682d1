package org.harborlight.processor.link;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the other lane says about references, so that both lanes follow one case. A record that cannot be read is
 * skipped with an alarm: it is no notice, and without it a follow-up only opens a case of its own. Used by the stream
 * thread of one task.
 */
public final class KnownReferenceProcessor implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(KnownReferenceProcessor.class);

    /** Far more than a reference and its case key take. */
    private static final int MOST_BYTES = 4 * 1024;

    private final WireFormat<KnownReference> format;
    private @Nullable KeyValueStore<String, KnownReference> references;

    public KnownReferenceProcessor(WireFormat<KnownReference> format) {
        this.format = format;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        references = context.getStateStore(Stores.OTHER_LANE_REFERENCES);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (references == null || record.key() == null) {
            return;
        }
        byte @Nullable [] value = record.value();
        if (!RecordBounds.areShort(record.key()) || (value != null && value.length > MOST_BYTES)) {
            skip(RecordBounds.TOO_LARGE);
            return;
        }
        if (value == null) {
            references.delete(record.key());
            return;
        }
        try {
            references.put(record.key(), format.decode(value));
        } catch (DecodeException unreadable) {
            skip(unreadable.reason());
        }
    }

    private static void skip(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("reference of the other lane skipped");
    }
}
