package org.harborlight.standalone.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.standalone.partner.SectionOpener;

/** One notice of a case, in the snapshot that it stands in. */
record CaseNotice(SharedNotice notice, Snapshot snapshot) {
    String key() {
        return notice.getOrigin().getSubmitterId() + "/" + notice.getOrigin().getNoticeId();
    }

    boolean isRetraction() {
        return notice.getKind() == NoticeKind.RETRACTION;
    }

    boolean isWithdrawn() {
        return !isRetraction() && notice.getRetracted() != null;
    }

    /** It was joined to this case by mistake, and has one of its own. */
    boolean isUnlinked() {
        return notice.getUnlinked();
    }

    /** Of this case, neither withdrawn nor restated by a later one, and more than a withdrawal. */
    boolean stands() {
        return !isUnlinked() && !isRetraction() && !isWithdrawn() && !notice.getSuperseded();
    }

    <T extends SpecificRecord> Optional<T> section(Class<T> type) {
        return snapshot.section(notice.getOrigin(), type);
    }

    /** Those whose identity this desk may know, by number. */
    Map<Integer, PersonDetails> people() {
        Map<Integer, PersonDetails> people = new TreeMap<>();
        Stream.concat(
                        section(ReportedPersonSection.class).stream().flatMap(section -> section.getPersons().stream()),
                        section(ChildVictimSection.class).stream().flatMap(section -> section.getPersons().stream()))
                .forEach(person -> people.putIfAbsent(person.getNumber(), person));
        return people;
    }

    Optional<PersonDetails> person(int number) {
        return Optional.ofNullable(people().get(number));
    }

    List<SectionOpener.Unopened> closed() {
        return snapshot.closed(notice.getOrigin());
    }
}
