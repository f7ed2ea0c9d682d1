package org.harborlight.standalone.template;

import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.UrgencyBasis;

/**
 * What usually matters in a notice about one harm: a starting point to be corrected by what is true. Immutable.
 *
 * @param urgency usual priority and its basis
 * @param annotations set from the start
 * @param fitting may fit as well
 * @param content usual kind of content, empty where there usually is none
 * @param actors usual actors, in this order
 * @param notes what to take care of
 */
record HarmGuide(
        Urgency urgency,
        List<NoticeAnnotation> annotations,
        List<NoticeAnnotation> fitting,
        Optional<ContentKind> content,
        List<ActorRole> actors,
        List<String> notes) {
    HarmGuide {
        annotations = List.copyOf(annotations);
        fitting = List.copyOf(fitting);
        actors = List.copyOf(actors);
        notes = List.copyOf(notes);
    }

    /** Usual priority; the first two need a basis. */
    record Urgency(Priority priority, Optional<UrgencyBasis> basis) {
        static final Urgency STANDARD = new Urgency(Priority.STANDARD, Optional.empty());
        static final Urgency INFORMATIONAL = new Urgency(Priority.INFORMATIONAL, Optional.empty());

        static Urgency urgent(UrgencyBasis basis) {
            return new Urgency(Priority.URGENT, Optional.of(basis));
        }

        static Urgency imminent(UrgencyBasis basis) {
            return new Urgency(Priority.IMMINENT, Optional.of(basis));
        }
    }

    static HarmGuide of(Urgency urgency, ActorRole... actors) {
        return new HarmGuide(urgency, List.of(), List.of(), Optional.empty(), List.of(actors), List.of());
    }

    HarmGuide with(NoticeAnnotation... set) {
        return new HarmGuide(urgency, List.of(set), fitting, content, actors, notes);
    }

    HarmGuide mayFit(NoticeAnnotation... more) {
        return new HarmGuide(urgency, annotations, List.of(more), content, actors, notes);
    }

    HarmGuide about(ContentKind kind) {
        return new HarmGuide(urgency, annotations, fitting, Optional.of(kind), actors, notes);
    }

    HarmGuide note(String... lines) {
        return new HarmGuide(urgency, annotations, fitting, content, actors, List.of(lines));
    }
}
