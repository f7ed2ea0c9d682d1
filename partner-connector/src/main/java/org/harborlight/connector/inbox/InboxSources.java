package org.harborlight.connector.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.harborlight.connector.push.Dispatch;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.RecordedEnds;
import org.harborlight.connector.store.TopicProbe;
import org.harborlight.schemas.directory.Directory;

/** What pages are made from. Every part is thread-safe. */
public record InboxSources(
        TopicProbe probe,
        Formats formats,
        Dispatch dispatch,
        RecordedEnds ends,
        DeliveryStates states,
        Supplier<Directory> directory,
        MeterRegistry meters,
        InstantSource clock) {}
