package org.harborlight.connector.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;

/**
 * The value formats of the topics that the connector reads and writes. The registry is asked when a topic is used for the
 * first time, never for a record. Thread-safe.
 */
public final class Formats {
    private final WireFormats formats;
    private final WireFormat<DeliveryState> states;
    private final WireFormat<StoredSectionKeys> sectionKeys;
    private final WireFormat<DeadLetter> deadLetters;
    private final WireFormat<CommandResult> commandResults;
    private final WireFormat<TimelineEvent> timelineEvents;
    private final Map<String, WireFormat<SignedEnvelope>> envelopes = new ConcurrentHashMap<>();

    public Formats(WireFormats formats) {
        this.formats = formats;
        this.states = formats.of(Topics.DELIVERY_STATE, DeliveryState.class);
        this.sectionKeys = formats.of(Topics.SECTION_KEYS, StoredSectionKeys.class);
        this.deadLetters = formats.of(Topics.DEAD_LETTERS, DeadLetter.class);
        this.commandResults = formats.of(Topics.COMMAND_RESULTS, CommandResult.class);
        this.timelineEvents = formats.of(Topics.TIMELINE_EVENTS, TimelineEvent.class);
    }

    public WireFormat<DeliveryState> states() {
        return states;
    }

    public WireFormat<StoredSectionKeys> sectionKeys() {
        return sectionKeys;
    }

    public WireFormat<DeadLetter> deadLetters() {
        return deadLetters;
    }

    public WireFormat<CommandResult> commandResults() {
        return commandResults;
    }

    public WireFormat<TimelineEvent> timelineEvents() {
        return timelineEvents;
    }

    /** Of a signed payload, of whichever version. */
    public <T extends SpecificRecord> SingleObject<T> payload(Class<T> type) {
        return formats.payload(type);
    }

    /** For topics whose values are signed envelopes; the topic's subject must be registered. */
    public WireFormat<SignedEnvelope> envelopes(String topic) {
        return envelopes.computeIfAbsent(topic, name -> formats.of(name, SignedEnvelope.class));
    }
}
