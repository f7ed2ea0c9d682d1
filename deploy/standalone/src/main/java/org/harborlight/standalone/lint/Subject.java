package org.harborlight.standalone.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * What the rules look at. Immutable.
 *
 * @param written the file as JSON
 * @param plain the notice in it
 */
record Subject(ObjectNode written, PlainNotice plain, Instant now) {
    IncidentNotice notice() {
        return plain.notice();
    }

    boolean has(SectionKind kind) {
        return plain.sections().containsKey(kind);
    }

    <T extends SpecificRecord> Optional<T> section(Class<T> type) {
        return plain.sections().values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    List<PersonDetails> persons(SectionKind kind) {
        return kind == SectionKind.CHILD_VICTIM
                ? section(ChildVictimSection.class)
                        .map(ChildVictimSection::getPersons)
                        .orElse(List.of())
                : section(ReportedPersonSection.class)
                        .map(ReportedPersonSection::getPersons)
                        .orElse(List.of());
    }

    boolean is(Priority priority) {
        return notice().getPriority() == priority;
    }

    boolean is(NoticeKind kind) {
        return notice().getKind() == kind;
    }

    boolean says(NoticeAnnotation annotation) {
        return notice().getAnnotations().contains(annotation);
    }

    boolean selfGenerated() {
        return says(NoticeAnnotation.APPEARS_SELF_GENERATED)
                || notice().getContent().stream()
                        .anyMatch(item -> item.getAnnotations().contains(ContentAnnotation.APPEARS_SELF_GENERATED));
    }

    static boolean reported(Actor actor) {
        return actor.getRole() == ActorRole.REPORTED_PERSON;
    }

    static boolean minor(Actor actor) {
        return actor.getAgeBand() == AgeBand.UNDER_13
                || actor.getAgeBand() == AgeBand.FROM_13_TO_15
                || actor.getAgeBand() == AgeBand.FROM_16_TO_17;
    }
}
