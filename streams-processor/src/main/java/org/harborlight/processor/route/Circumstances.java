package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RuleFlag;

/**
 * What safeguards and rules look at beside places: priority, harms, flags. Merging never lowers the priority and never
 * takes a harm or a flag away. Immutable.
 */
public record Circumstances(Priority priority, List<HarmType> harms, Set<RuleFlag> flags, boolean adultReported) {
    /** Of a case without a standing notice. */
    public static final Circumstances NONE = new Circumstances(Priority.INFORMATIONAL, List.of(), Set.of(), false);

    public Circumstances {
        harms = List.copyOf(harms);
        flags = Set.copyOf(flags);
    }

    public static Circumstances of(IncidentNotice notice) {
        return new Circumstances(
                notice.getPriority(),
                notice.getHarms(),
                flags(notice),
                reported(notice).anyMatch(actor -> actor.getAgeBand() == AgeBand.ADULT));
    }

    public Circumstances merge(Circumstances other) {
        Set<HarmType> allHarms = new LinkedHashSet<>(harms);
        allHarms.addAll(other.harms);
        Set<RuleFlag> allFlags = new LinkedHashSet<>(flags);
        allFlags.addAll(other.flags);
        return new Circumstances(
                higher(priority, other.priority),
                new ArrayList<>(allHarms),
                allFlags,
                adultReported || other.adultReported);
    }

    public boolean imminent() {
        return priority == Priority.IMMINENT;
    }

    boolean has(RuleFlag flag) {
        return flags.contains(flag);
    }

    static Priority higher(Priority one, Priority other) {
        return rank(one) <= rank(other) ? one : other;
    }

    static int rank(Priority priority) {
        return switch (priority) {
            case IMMINENT -> 0;
            case URGENT -> 1;
            case STANDARD -> 2;
            case INFORMATIONAL -> 3;
            case UNSPECIFIED -> 4;
        };
    }

    static boolean isMinor(Actor actor) {
        return switch (actor.getAgeBand()) {
            case UNDER_13, FROM_13_TO_15, FROM_16_TO_17 -> true;
            case ADULT, UNKNOWN, UNSPECIFIED -> false;
            case null -> false;
        };
    }

    private static Stream<Actor> reported(IncidentNotice notice) {
        return notice.getActors().stream().filter(actor -> actor.getRole() == ActorRole.REPORTED_PERSON);
    }

    private static Set<RuleFlag> flags(IncidentNotice notice) {
        Set<RuleFlag> flags = EnumSet.noneOf(RuleFlag.class);
        List<NoticeAnnotation> annotations = notice.getAnnotations();
        set(flags, RuleFlag.HUMAN_REVIEWED, notice.getDetection().getHumanReviewed());
        set(
                flags,
                RuleFlag.APPEARS_SELF_GENERATED,
                annotations.contains(NoticeAnnotation.APPEARS_SELF_GENERATED)
                        || anyContent(notice, ContentAnnotation.APPEARS_SELF_GENERATED));
        set(flags, RuleFlag.MINOR_TO_MINOR, annotations.contains(NoticeAnnotation.MINOR_TO_MINOR));
        set(flags, RuleFlag.MINOR_REPORTED_PERSON, reported(notice).anyMatch(Circumstances::isMinor));
        set(flags, RuleFlag.COERCION, annotations.contains(NoticeAnnotation.COERCION));
        set(
                flags,
                RuleFlag.GENERATIVE_AI,
                notice.getHarms().contains(HarmType.DIGITALLY_GENERATED_CSAM)
                        || anyContent(notice, ContentAnnotation.GENERATIVE_AI));
        DetectionContext context = notice.getDetection().getContext();
        set(
                flags,
                RuleFlag.PUBLIC_CONTENT,
                context == DetectionContext.PUBLIC
                        || notice.getContent().stream()
                                .anyMatch(content -> Boolean.TRUE.equals(content.getPubliclyAvailable())));
        set(flags, RuleFlag.PRIVATE_MESSAGE, context == DetectionContext.PRIVATE_MESSAGE);
        return flags;
    }

    private static boolean anyContent(IncidentNotice notice, ContentAnnotation annotation) {
        return notice.getContent().stream()
                .map(ContentReference::getAnnotations)
                .anyMatch(annotations -> annotations.contains(annotation));
    }

    private static void set(Set<RuleFlag> flags, RuleFlag flag, boolean present) {
        if (present) {
            flags.add(flag);
        }
    }
}
