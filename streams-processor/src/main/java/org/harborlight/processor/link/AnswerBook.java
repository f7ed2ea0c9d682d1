package org.harborlight.processor.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.route.DeskAnswers;
import org.harborlight.processor.state.CaseAnswers;
import org.harborlight.processor.state.DeskHold;
import org.harborlight.processor.state.DeskPlace;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.StakeholderKind;

/**
 * What desks asked of cases, by case id, also of cases that this lane does not have yet. A desk's newest word counts,
 * whichever comes first, and the same word again changes nothing. Holds end by themselves; what is over is forgotten after
 * the retention, and not before its case. Used by the stream thread of one task.
 */
final class AnswerBook {
    /** Countries that one desk may name of one case, and that all may. */
    private static final int MOST_PLACES_OF_A_DESK = 8;

    private static final int MOST_PLACES = 32;
    private static final byte[] MARK = {1};
    private static final long NEVER = 999_999_999_999_999L;

    private final KeyValueStore<String, CaseAnswers> answers;
    private final KeyValueStore<String, byte[]> due;
    private final Duration retention;

    AnswerBook(ProcessorContext<?, ?> context, Duration retention) {
        this.answers = context.getStateStore(Stores.CASE_ANSWERS);
        this.due = context.getStateStore(Stores.CASE_ANSWERS_DUE);
        this.retention = retention;
    }

    DeskAnswers of(String caseId) {
        CaseAnswers found = answers.get(caseId);
        return found == null ? DeskAnswers.NONE : read(found);
    }

    /** Takes a desk's request for a hold, or its release; whether what is held changes by it. */
    boolean takeHold(Feedback feedback, Instant now) {
        CaseAnswers before = find(feedback.getCaseId());
        Optional<DeskHold> last = before.getHolds().stream()
                .filter(hold -> hold.getPartnerId().equals(feedback.getPartnerId()))
                .findFirst();
        if (last.isPresent() && !feedback.getAt().isAfter(last.get().getAt())) {
            return false;
        }
        List<DeskHold> holds = new ArrayList<>(before.getHolds());
        last.ifPresent(holds::remove);
        holds.add(DeskHold.newBuilder()
                .setPartnerId(feedback.getPartnerId())
                .setCountry(feedback.getRecipientCountry())
                .setUntil(AnswerReader.holds(feedback.getAnswer()) ? feedback.getUntil() : null)
                .setAt(feedback.getAt())
                .build());
        CaseAnswers after = CaseAnswers.newBuilder(before).setHolds(holds).build();
        put(feedback.getCaseId(), after, now);
        return !ends(before, now).equals(ends(after, now));
    }

    /** Takes the country that a desk named; whether it is new. */
    boolean takePlace(Feedback feedback, Instant now) {
        CaseAnswers before = find(feedback.getCaseId());
        String country = Objects.requireNonNull(feedback.getCountry());
        List<DeskPlace> own = before.getPlaces().stream()
                .filter(place -> place.getPartnerId().equals(feedback.getPartnerId()))
                .toList();
        if (own.stream().anyMatch(place -> place.getCountry().equals(country))
                || own.size() >= MOST_PLACES_OF_A_DESK
                || before.getPlaces().size() >= MOST_PLACES) {
            return false;
        }
        List<DeskPlace> places = new ArrayList<>(before.getPlaces());
        places.add(DeskPlace.newBuilder()
                .setPartnerId(feedback.getPartnerId())
                .setKind(feedback.getRecipientKind().name())
                .setCountry(country)
                .setAt(feedback.getAt())
                .build());
        put(
                feedback.getCaseId(),
                CaseAnswers.newBuilder(before).setPlaces(places).build(),
                now);
        return true;
    }

    /**
     * Ends the holds that are over, forgets what is, and returns the cases whose holds ended; so many at a time.
     *
     * @param kept whether the lane still keeps the case, with which its answers are kept
     */
    List<String> sweep(Instant now, int limit, Predicate<String> kept) {
        List<String> ended = new ArrayList<>();
        for (String caseId : due(now, limit)) {
            CaseAnswers before = find(caseId);
            List<DeskHold> holds = before.getHolds().stream()
                    .map(hold -> isOver(hold, now)
                            ? DeskHold.newBuilder(hold).setUntil(null).build()
                            : hold)
                    .toList();
            boolean ends = !holds.equals(before.getHolds());
            if (ends) {
                ended.add(caseId);
            }
            if (ends || kept.test(caseId)) {
                put(caseId, CaseAnswers.newBuilder(before).setHolds(holds).build(), now);
            } else {
                due.delete(entry(before.getDueAt(), caseId));
                answers.delete(caseId);
            }
        }
        return ended;
    }

    private List<String> due(Instant now, int limit) {
        List<String> caseIds = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = due.range(entry(0, ""), entry(now.toEpochMilli(), "~"))) {
            while (caseIds.size() < limit && entries.hasNext()) {
                String key = entries.next().key;
                caseIds.add(key.substring(key.indexOf('|') + 1));
            }
        }
        return caseIds;
    }

    private CaseAnswers find(String caseId) {
        CaseAnswers found = answers.get(caseId);
        return found == null ? CaseAnswers.newBuilder().build() : found;
    }

    private void put(String caseId, CaseAnswers changed, Instant now) {
        if (changed.getDueAt() > 0) {
            due.delete(entry(changed.getDueAt(), caseId));
        }
        long next = ends(changed, now).stream()
                .mapToLong(Instant::toEpochMilli)
                .min()
                .orElse(now.plus(retention).toEpochMilli());
        changed.setDueAt(Math.min(next, NEVER));
        due.put(entry(changed.getDueAt(), caseId), MARK);
        answers.put(caseId, changed);
    }

    private static List<Instant> ends(CaseAnswers answers, Instant now) {
        return answers.getHolds().stream()
                .map(DeskHold::getUntil)
                .filter(Objects::nonNull)
                .filter(until -> until.isAfter(now))
                .sorted()
                .toList();
    }

    private static boolean isOver(DeskHold hold, Instant now) {
        Instant until = hold.getUntil();
        return until != null && !until.isAfter(now);
    }

    private static DeskAnswers read(CaseAnswers stored) {
        return new DeskAnswers(
                stored.getHolds().stream()
                        .map(hold -> new DeskAnswers.Hold(hold.getCountry(), hold.getUntil(), hold.getAt()))
                        .toList(),
                stored.getPlaces().stream()
                        .map(place -> new DeskAnswers.Place(
                                place.getPartnerId(),
                                StakeholderKind.valueOf(place.getKind()),
                                place.getCountry(),
                                place.getAt()))
                        .toList(),
                List.of());
    }

    private static String entry(long millis, String caseId) {
        return String.format(Locale.ROOT, "%015d|%s", millis, caseId);
    }
}
