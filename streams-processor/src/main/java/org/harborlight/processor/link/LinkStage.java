package org.harborlight.processor.link;

import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.harborlight.processor.enrich.Enricher;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/** Makes the link processor of each task, and its stores. Thread-safe. */
public record LinkStage(LaneContext lane, Identifiers identifiers, Enricher enricher, EnvelopeSigner signer)
        implements ProcessorSupplier<String, Parcel, String, Parcel> {
    @Override
    public Processor<String, Parcel, String, Parcel> get() {
        return new LinkProcessor(lane, identifiers, enricher, signer);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Stores.ofLink(lane.formats().writers());
    }
}
