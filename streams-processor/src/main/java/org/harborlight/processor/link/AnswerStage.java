package org.harborlight.processor.link;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Makes the processor that reads desks' answers. Thread-safe. */
public record AnswerStage(LaneContext lane) implements ProcessorSupplier<String, byte[], String, Parcel> {
    @Override
    public Processor<String, byte[], String, Parcel> get() {
        return new AnswerProcessor(lane);
    }
}
