package org.harborlight.processor.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.UrgencyBasis;

/**
 * What several submitters send, in the order in which they send it: new notices about few people and pictures, the same
 * bytes again, the same id with other content, and what refers to an earlier notice, which may have been overtaken.
 *
 * @param steps each makes one submission of those before it
 * @param late seed of what is overtaken; 0 for nothing
 */
record SubmissionHistory(List<Step> steps, long late) {
    private static final List<String> SUBMITTERS = List.of("platform-a", "platform-b");
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final List<Priority> PRIORITIES =
            List.of(Priority.URGENT, Priority.STANDARD, Priority.STANDARD, Priority.INFORMATIONAL);
    /** Sets the people and incidents of one history apart from those of any other in the same lanes. */
    private static final AtomicLong WORLDS = new AtomicLong();

    /** What is done next. */
    enum Act {
        NEW,
        REPEAT,
        CONFLICT,
        FOLLOW_UP,
        CORRECTION,
        RETRACTION
    }

    /** One submission; the numbers choose among few values, and among what was sent before. */
    record Step(Act act, int earlier, int who, int what, int where, int priority) {}

    static Arbitrary<SubmissionHistory> any(List<Act> acts, boolean overtaken) {
        Arbitrary<Integer> choice = Arbitraries.integers().between(0, 11);
        Arbitrary<Step> step = Combinators.combine(Arbitraries.of(acts), choice, choice, choice, choice, choice)
                .as(Step::new);
        Arbitrary<Long> late = overtaken ? Arbitraries.longs().between(0, 50) : Arbitraries.just(0L);
        return Combinators.combine(step.list().ofMinSize(2).ofMaxSize(12), late).as(SubmissionHistory::new);
    }

    /** The notices, in the order in which they arrive. */
    List<IncidentNotice> notices() {
        String world = "world-" + WORLDS.incrementAndGet() + "-";
        List<IncidentNotice> sent = new ArrayList<>();
        for (Step step : steps) {
            sent.add(sent.isEmpty() ? fresh(step, world) : next(step, world, sent.get(step.earlier() % sent.size())));
        }
        if (late != 0) {
            Collections.shuffle(sent, new Random(late));
        }
        return sent;
    }

    private static IncidentNotice next(Step step, String world, IncidentNotice earlier) {
        return switch (step.act()) {
            case NEW -> fresh(step, world);
            case REPEAT -> earlier;
            case CONFLICT ->
                IncidentNotice.newBuilder(earlier)
                        .setService("other-" + step.what())
                        .setContent(List.of(NoticeFixtures.content("item-9", world + "other-" + step.what())))
                        .build();
            case FOLLOW_UP -> about(step, earlier, NoticeKind.FOLLOW_UP);
            case CORRECTION -> about(step, earlier, NoticeKind.CORRECTION);
            case RETRACTION ->
                prioritised(like(TestNotices.retraction(earlier), earlier), step)
                        .build();
        };
    }

    private static IncidentNotice about(Step step, IncidentNotice earlier, NoticeKind kind) {
        return prioritised(placed(like(TestNotices.about(earlier, kind), earlier), step), step)
                .build();
    }

    /** Of the same people and content, so that what refers to it in its turn stays in the world of its history. */
    private static IncidentNotice.Builder like(IncidentNotice.Builder notice, IncidentNotice earlier) {
        return notice.setActors(earlier.getActors()).setContent(earlier.getContent());
    }

    private static IncidentNotice fresh(Step step, String world) {
        String submitter = SUBMITTERS.get(step.who() % SUBMITTERS.size());
        String person = world + "account-" + step.what() % 2;
        String picture = world + "picture-" + step.what() / 2 % 2;
        return prioritised(placed(TestNotices.extortion(submitter), step), step)
                .setIncidentKey(world + "incident-" + step.who() % 4)
                .setActors(List.of(NoticeFixtures.reportedPerson(1, person), NoticeFixtures.child(2)))
                .setContent(List.of(NoticeFixtures.content("item-1", picture)))
                .build();
    }

    private static IncidentNotice.Builder placed(IncidentNotice.Builder notice, Step step) {
        String country = COUNTRIES.get(step.where() % COUNTRIES.size());
        return step.where() < 6
                ? TestNotices.placed(notice, JurisdictionBasis.VICTIM_LOCATION, country)
                : TestNotices.placed(notice, JurisdictionBasis.REPORTED_PERSON_LOCATION, country, "DE");
    }

    private static IncidentNotice.Builder prioritised(IncidentNotice.Builder notice, Step step) {
        Priority priority = PRIORITIES.get(step.priority() % PRIORITIES.size());
        return notice.setPriority(priority).setUrgencyBasis(priority == Priority.URGENT ? UrgencyBasis.THREAT : null);
    }

    /** The same notices as they may arrive over several partitions: in order for each incident, and else in any. */
    static List<IncidentNotice> overPartitions(List<IncidentNotice> notices, long seed) {
        Map<String, List<IncidentNotice>> partitions = new LinkedHashMap<>();
        for (IncidentNotice notice : notices) {
            partitions
                    .computeIfAbsent(notice.getSubmitterId() + "/" + notice.getIncidentKey(), _ -> new ArrayList<>())
                    .add(notice);
        }
        Random random = new Random(seed);
        List<IncidentNotice> arrived = new ArrayList<>();
        List<List<IncidentNotice>> open = new ArrayList<>(partitions.values());
        while (!open.isEmpty()) {
            List<IncidentNotice> partition = open.get(random.nextInt(open.size()));
            arrived.add(partition.removeFirst());
            open.removeIf(List::isEmpty);
        }
        return arrived;
    }
}
