package org.harborlight.standalone.lint;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.NetworkEvent;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SectionKind;
import org.jspecify.annotations.Nullable;

/** Whether a child could be harmed by the notice, and whether anyone can be found by it. */
final class PersonRule implements LintRule {
    @Override
    public void look(Subject subject, Advices advices) {
        boolean identifies = subject.has(SectionKind.REPORTED_PERSON)
                || subject.has(SectionKind.CHILD_VICTIM)
                || subject.has(SectionKind.NARRATIVE);
        advices.addIf(
                identifies && !subject.notice().getDetection().getHumanReviewed() && !subject.is(Priority.IMMINENT),
                Advice.NOT_REVIEWED_WITH_IDENTITY,
                "/detection/humanReviewed");
        List<Actor> actors = subject.notice().getActors();
        for (int i = 0; i < actors.size(); i++) {
            if (Subject.reported(actors.get(i))) {
                reported(subject, actors.get(i), "/actors/" + i, advices);
            }
        }
        Map<Integer, ActorRole> roles =
                actors.stream().collect(Collectors.toMap(Actor::getNumber, Actor::getRole, (one, _) -> one));
        section(subject, SectionKind.REPORTED_PERSON, number -> reportable(roles.get(number)), advices);
        section(subject, SectionKind.CHILD_VICTIM, number -> roles.get(number) == ActorRole.CHILD_VICTIM, advices);
    }

    private static boolean reportable(@Nullable ActorRole role) {
        return role == ActorRole.REPORTED_PERSON || role == ActorRole.ASSOCIATED;
    }

    private static void reported(Subject subject, Actor actor, String at, Advices advices) {
        advices.addIf(Subject.minor(actor), Advice.REPORTED_PERSON_UNDER_18, at + "/ageBand");
        advices.addIf(
                subject.selfGenerated()
                        && actor.getAgeBand() != AgeBand.ADULT
                        && !subject.says(NoticeAnnotation.COERCION),
                Advice.SELF_GENERATED_UPLOADER_REPORTED,
                at + "/role");
        if (!subject.is(NoticeKind.RETRACTION)) {
            advices.addIf(
                    subject.persons(SectionKind.REPORTED_PERSON).stream()
                            .noneMatch(person -> person.getNumber() == actor.getNumber()),
                    Advice.REPORTED_PERSON_WITHOUT_DETAILS,
                    at);
            advices.addIf(actor.getTokens().isEmpty(), Advice.REPORTED_PERSON_WITHOUT_TOKEN, at + "/tokens");
        }
    }

    private static void section(
            Subject subject, SectionKind kind, Function<Integer, Boolean> belongs, Advices advices) {
        List<PersonDetails> persons = subject.persons(kind);
        for (int i = 0; i < persons.size(); i++) {
            PersonDetails person = persons.get(i);
            String at = "/sections/" + kind + "/persons/" + i;
            advices.addIf(!belongs.apply(person.getNumber()), Advice.PERSON_IN_WRONG_SECTION, at + "/number");
            advices.addIf(
                    subject.notice().getDoNotNotifyActors() && person.getUserNotifiedAt() != null,
                    Advice.NOTIFIED_DESPITE_RISK,
                    at + "/userNotifiedAt");
            List<NetworkEvent> events = person.getNetworkEvents();
            for (int e = 0; e < events.size(); e++) {
                advices.addIf(
                        events.get(e).getPort() == null, Advice.PORT_MISSING, at + "/networkEvents/" + e + "/port");
            }
        }
    }
}
