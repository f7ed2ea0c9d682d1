package org.harborlight.processor.route;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TakedownHold;
import org.harborlight.schemas.directory.Directory;
import org.jspecify.annotations.Nullable;

/**
 * What desks answered that concerns other partners of the case: requests not to take content down, and countries that it
 * belongs into. Immutable.
 *
 * @param facts what the named countries mean for routing, once that is worked out
 */
public record DeskAnswers(List<Hold> holds, List<Place> places, List<Fact> facts) {
    public static final DeskAnswers NONE = new DeskAnswers(List.of(), List.of(), List.of());

    public DeskAnswers {
        holds = List.copyOf(holds);
        places = List.copyOf(places);
        facts = List.copyOf(facts);
    }

    /** A desk's last word on holding a takedown; without a time it holds nothing. */
    public record Hold(
            String partnerId,
            @Nullable String country,
            @Nullable Instant until,
            Instant at) {
        boolean isLive(Instant now) {
            return until != null && until.isAfter(now);
        }
    }

    /** A desk said that the case belongs into another country. */
    public record Place(String partnerId, StakeholderKind kind, String country, Instant at) {}

    /** The holds that are not over at that time. */
    public List<TakedownHold> live(Instant at) {
        return holds.stream()
                .filter(hold -> hold.isLive(at))
                .map(hold -> TakedownHold.newBuilder()
                        .setCountry(hold.country())
                        .setUntil(Objects.requireNonNull(hold.until()))
                        .setPlacedAt(hold.at())
                        .build())
                .toList();
    }

    /** Those of desks that are active: a desk's word ends with its part in the exchange. */
    DeskAnswers ofActive(Directory directory) {
        return new DeskAnswers(
                holds.stream()
                        .filter(hold -> isActive(directory, hold.partnerId()))
                        .toList(),
                places.stream()
                        .filter(place -> isActive(directory, place.partnerId()))
                        .toList(),
                facts);
    }

    private static boolean isActive(Directory directory, String partnerId) {
        return directory
                .participant(partnerId)
                .filter(desk -> desk.getStatus() == ParticipantStatus.ACTIVE)
                .isPresent();
    }

    DeskAnswers stating(List<Fact> stated) {
        return new DeskAnswers(holds, places, stated);
    }
}
