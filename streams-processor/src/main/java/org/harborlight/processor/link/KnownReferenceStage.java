package org.harborlight.processor.link;

import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.codec.WireFormat;

/** Makes the processor that keeps what the other lane knows, and the store it shares with admit. Thread-safe. */
public record KnownReferenceStage(WireFormat<KnownReference> format, StoreBuilder<?> otherLaneReferences)
        implements ProcessorSupplier<String, byte[], Void, Void> {
    @Override
    public Processor<String, byte[], Void, Void> get() {
        return new KnownReferenceProcessor(format);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(otherLaneReferences);
    }
}
