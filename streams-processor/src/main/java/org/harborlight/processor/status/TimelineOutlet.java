package org.harborlight.processor.status;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.Directory;

/**
 * Who is told of what becomes of its notices, and how that is written. Thread-safe.
 *
 * @param wanted by the id of a submitter; asked of today's directory at each change
 */
public record TimelineOutlet(Predicate<String> wanted, Function<TimelineEvent, byte[]> encode) {
    public static TimelineOutlet of(Supplier<Directory> directory, WireFormats formats) {
        return new TimelineOutlet(
                submitterId -> directory
                        .get()
                        .participant(submitterId)
                        .filter(submitter -> submitter.getStatusWebhook() != null)
                        .isPresent(),
                formats.of(Topics.TIMELINE_EVENTS, TimelineEvent.class)::encode);
    }
}
