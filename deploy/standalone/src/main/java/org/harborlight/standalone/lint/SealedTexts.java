package org.harborlight.standalone.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.harborlight.schemas.EmailAddress;
import org.harborlight.schemas.NetworkEvent;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.SectionKind;

/** What identifies a person in the sealed sections and in tokens that are still to be digested, in lower case. */
final class SealedTexts {
    private static final int SHORTEST = 4;

    private SealedTexts() {}

    static Set<String> of(Subject subject) {
        Set<String> texts = new HashSet<>();
        Stream.of(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM)
                .flatMap(kind -> subject.persons(kind).stream())
                .flatMap(SealedTexts::ofPerson)
                .forEach(text -> add(texts, text));
        for (JsonNode actor : subject.written().path("actors")) {
            for (JsonNode token : actor.path("tokens")) {
                add(texts, token.path("of").asText());
            }
        }
        return texts;
    }

    private static Stream<String> ofPerson(PersonDetails person) {
        return Stream.of(
                        Stream.ofNullable(person.getAccountId()),
                        Stream.ofNullable(person.getSchoolName()),
                        person.getScreenNames().stream(),
                        person.getNames().stream(),
                        person.getProfileUrls().stream(),
                        person.getPhones().stream(),
                        person.getDevices().stream(),
                        person.getEmails().stream().map(EmailAddress::getValue),
                        person.getNetworkEvents().stream().map(NetworkEvent::getAddress))
                .flatMap(texts -> texts);
    }

    private static void add(Set<String> texts, String text) {
        if (text.length() >= SHORTEST) {
            texts.add(text.toLowerCase(Locale.ROOT));
        }
    }
}
