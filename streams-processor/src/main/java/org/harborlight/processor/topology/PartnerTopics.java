package org.harborlight.processor.topology;

import java.util.Objects;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.harborlight.processor.link.Parcel;

/** Sends a delivery to the topic it names: routing names a partner's topic only where it is known to exist. Stateless. */
record PartnerTopics() implements TopicNameExtractor<String, Parcel> {
    @Override
    public String extract(String caseId, Parcel parcel, RecordContext context) {
        return Objects.requireNonNull(parcel.topic(), "a delivery has no topic");
    }
}
