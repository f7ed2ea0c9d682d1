package org.harborlight.processor.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.index.Digits;
import org.harborlight.processor.route.DeskAnswers;
import org.harborlight.processor.state.CaseAnswers;
import org.harborlight.processor.state.DeskHold;
import org.harborlight.processor.state.DeskPlace;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackRules;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;

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

    /** Takes a desk's request for a hold, or its release; what hotlines are told, if what is held changes by it. */
    Optional<String> takeHold(Feedback feedback, Instant now) {
        CaseAnswers before = find(feedback.getCaseId());
        Optional<DeskHold> last = before.getHolds().stream()
                .filter(hold -> hold.getPartnerId().equals(feedback.getPartnerId()))
                .findFirst();
        if (last.isPresent() && !feedback.getAt().isAfter(last.get().getAt())) {
            return Optional.empty();
        }
        Instant until = until(feedback, now);
        List<DeskHold> holds = new ArrayList<>(before.getHolds());
        last.ifPresent(holds::remove);
        holds.add(DeskHold.newBuilder()
                .setPartnerId(feedback.getPartnerId())
                .setCountry(feedback.getRecipientCountry())
                .setUntil(until)
                .setAt(feedback.getAt())
                .build());
        CaseAnswers after = CaseAnswers.newBuilder(before).setHolds(holds).build();
        put(feedback.getCaseId(), after, now);
        return ends(before).equals(ends(after))
                ? Optional.empty()
                : Optional.of(until == null ? Changes.HOLD_RELEASED : Changes.HOLD);
    }

    /** No later than a hold may last; null where it holds nothing, or no longer. */
    private static @Nullable Instant until(Feedback feedback, Instant now) {
        Instant until = AnswerReader.holds(feedback.getAnswer()) ? feedback.getUntil() : null;
        if (until == null) {
            return null;
        }
        Instant latest = feedback.getAt().plus(FeedbackRules.LONGEST_HOLD);
        Instant capped = until.isAfter(latest) ? latest : until;
        return capped.isAfter(now) ? capped : null;
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
        long next = ends(changed).stream()
                .mapToLong(Instant::toEpochMilli)
                .min()
                .orElse(now.plus(retention).toEpochMilli());
        changed.setDueAt(Math.min(next, NEVER));
        due.put(entry(changed.getDueAt(), caseId), MARK);
        answers.put(caseId, changed);
    }

    /** Of holds that hotlines were told of and that have not been said to be over: one that is past waits for the sweep. */
    private static List<Instant> ends(CaseAnswers answers) {
        return answers.getHolds().stream()
                .map(DeskHold::getUntil)
                .filter(Objects::nonNull)
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
                        .map(hold -> new DeskAnswers.Hold(
                                hold.getPartnerId(), hold.getCountry(), hold.getUntil(), hold.getAt()))
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
        return Digits.of(millis, Digits.TIME) + "|" + caseId;
    }
}
