package org.harborlight.processor.link;

import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.harborlight.schemas.Identifiers;

/** Makes the admit processor of each task, and its stores. Thread-safe. */
public record AdmitStage(LaneContext lane, Identifiers identifiers, StoreBuilder<?> otherLaneReferences)
        implements ProcessorSupplier<String, byte[], String, Parcel> {
    @Override
    public Processor<String, byte[], String, Parcel> get() {
        return new AdmitProcessor(lane, identifiers);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Stores.ofAdmit(otherLaneReferences, lane.formats().writers());
    }
}
