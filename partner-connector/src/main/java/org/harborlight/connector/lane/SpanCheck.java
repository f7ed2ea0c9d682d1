package org.harborlight.connector.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;

/**
 * Compares how long deliveries are tried, and can be redriven after that, with how long their topics keep them. Immutable.
 *
 * @param usual how long deliveries are tried where nothing else is agreed
 * @param redrive how long after its end a delivery can still be redriven
 */
public record SpanCheck(Duration usual, Duration redrive) {
    /** A lane whose topic does not keep its records for so long. */
    public record Shortfall(LaneId lane, Duration wanted, Duration kept) {}

    /** One problem for each partner topic there is that keeps its records no longer than usual deliveries need them. */
    public List<String> problems(String retryKey, String redriveKey, Map<String, Optional<Duration>> kept) {
        return kept.entrySet().stream()
                .filter(topic ->
                        topic.getValue().filter(time -> tooShort(usual, time)).isPresent())
                .map(topic -> retryKey + " (" + usual.toMillis() + ") and " + redriveKey + " (" + redrive.toMillis()
                        + ") together must be shorter than " + said(topic.getValue(), topic.getKey()))
                .sorted()
                .toList();
    }

    /** One problem for each partner topic that keeps its records no longer than agreed deliveries need them. */
    public List<String> agreedProblems(String redriveKey, Directory directory, Map<String, Optional<Duration>> kept) {
        return shortened(directory, kept).stream()
                .map(found -> "retrySpan agreed with " + found.lane().partnerId() + " ("
                        + found.wanted().toMillis() + " ms) and " + redriveKey + " (" + redrive.toMillis()
                        + ") together must be shorter than "
                        + said(Optional.of(found.kept()), found.lane().topic()))
                .sorted()
                .toList();
    }

    private boolean tooShort(Duration wanted, Duration kept) {
        return kept.compareTo(wanted.plus(redrive)) <= 0;
    }

    private static String said(Optional<Duration> kept, String topic) {
        return TopicConfig.RETENTION_MS_CONFIG + " ("
                + kept.map(Duration::toMillis).orElse(-1L) + ") of topic " + topic;
    }

    /** The lanes of active partners whose topics keep their records no longer than these need them. */
    List<Shortfall> shortened(Directory directory, Map<String, Optional<Duration>> kept) {
        List<Shortfall> found = new ArrayList<>();
        for (Participant partner : directory.participants()) {
            if (partner.getReceives() && partner.getStatus() == ParticipantStatus.ACTIVE) {
                Stream.of(Lane.URGENT, Lane.STANDARD)
                        .map(lane -> new LaneId(partner.getParticipantId(), lane))
                        .flatMap(lane -> shortened(lane, wanted(partner), kept))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private Stream<Shortfall> shortened(LaneId lane, Duration wanted, Map<String, Optional<Duration>> kept) {
        return kept
                .getOrDefault(lane.topic(), Optional.empty())
                .filter(time -> tooShort(wanted, time))
                .map(time -> new Shortfall(lane, wanted, time))
                .stream();
    }

    private Duration wanted(Participant partner) {
        return Optional.ofNullable(partner.getAgreement())
                .map(DeliveryAgreement::getRetrySpan)
                .map(Duration::ofSeconds)
                .orElse(usual);
    }

    /**
     * How long a delivery may be tried: as long as wanted, where its record is then kept for the redrive span too; else
     * only so long that it is, but for a quarter of the time that it is kept at least: trying comes before redriving.
     */
    Duration safe(Duration wanted, Optional<Duration> kept) {
        if (kept.isEmpty() || !tooShort(wanted, kept.get())) {
            return wanted;
        }
        Duration left = kept.get().minus(redrive).minusMillis(1);
        Duration least = kept.get().dividedBy(4);
        Duration longest = left.compareTo(least) < 0 ? least : left;
        return longest.compareTo(wanted) < 0 ? longest : wanted;
    }
}
