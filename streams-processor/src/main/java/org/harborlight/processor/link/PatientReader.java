package org.harborlight.processor.link;

import java.util.Optional;
import java.util.stream.Collectors;
import org.harborlight.processor.link.Reading.Unreadable;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record against the newest snapshot. Where the gateway signed with a key that is not in it yet, waits within
 * bounds for the directory to bring it: an accepted notice is not given up because this service follows a little
 * behind. Used by the stream thread of one task.
 */
final class PatientReader {
    private final AdmissionReader reader;
    private final LaneContext lane;

    PatientReader(AdmissionReader reader, LaneContext lane) {
        this.reader = reader;
        this.lane = lane;
    }

    /** What was read, and the snapshot it was read against. */
    record Sight(Reading reading, RoutingSnapshot routing) {}

    /** @param from lane that the gateway must have put the notice on */
    Sight read(byte @Nullable [] value, Lane from) {
        Sight sight = look(value, from);
        Optional<String> missing = missingKey(sight.reading());
        if (missing.isEmpty()) {
            return sight;
        }
        String head = sight.routing().directory().head();
        try (ReceiptKeyPatience.Wait wait = lane.patience().waitFor(missing.get(), head)) {
            while (missingKey(sight.reading()).isPresent() && wait.lookAgain()) {
                sight = look(value, from);
            }
        }
        return sight;
    }

    private Sight look(byte @Nullable [] value, Lane from) {
        RoutingSnapshot routing = lane.routing().get();
        return new Sight(reader.read(value, from, routing.directory()), routing);
    }

    private static Optional<String> missingKey(Reading reading) {
        if (!(reading instanceof Unreadable unreadable)
                || !AdmissionReader.RECEIPT_UNKNOWN_KEY.equals(unreadable.reason())) {
            return Optional.empty();
        }
        return Optional.ofNullable(unreadable.accepted()).map(PatientReader::keyIds);
    }

    private static String keyIds(AcceptedNotice accepted) {
        return accepted.getReceipt().getSignatures().stream()
                .map(Signature::getKeyId)
                .collect(Collectors.joining(","));
    }
}
