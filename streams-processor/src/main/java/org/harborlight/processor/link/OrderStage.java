package org.harborlight.processor.link;

import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.harborlight.schemas.Identifiers;

/** Makes the processor that finds the cases of operators' orders; it also reads what admit has seen. Thread-safe. */
public record OrderStage(LaneContext lane, Identifiers identifiers)
        implements ProcessorSupplier<String, Parcel, String, Parcel> {
    @Override
    public Processor<String, Parcel, String, Parcel> get() {
        return new OrderProcessor(lane, identifiers);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Stores.ofOrders();
    }
}
