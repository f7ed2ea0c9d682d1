package org.harborlight.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.EmailAddress;
import org.harborlight.schemas.EvidenceItem;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NetworkEvent;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SectionKind;

/** Invented personal details: names out of a list, addresses and hosts of the documentation ranges only. */
final class SyntheticSections {
    private SyntheticSections() {}

    /** Sections that fit the clear part. */
    static Map<SectionKind, SpecificRecord> of(IncidentNotice notice, String story) {
        Map<SectionKind, SpecificRecord> sections = new EnumMap<>(SectionKind.class);
        Instant at = notice.getCreatedAt();
        List<PersonDetails> reported = persons(notice, ActorRole.REPORTED_PERSON, at);
        List<PersonDetails> children = persons(notice, ActorRole.CHILD_VICTIM, at);
        if (!reported.isEmpty()) {
            sections.put(SectionKind.REPORTED_PERSON, new ReportedPersonSection(reported));
        }
        if (!children.isEmpty()) {
            sections.put(SectionKind.CHILD_VICTIM, new ChildVictimSection(children));
        }
        if (!notice.getContent().isEmpty()) {
            sections.put(SectionKind.LOCATORS, locators(notice, at));
            sections.put(SectionKind.EVIDENCE, evidence(notice, at));
        }
        sections.put(
                SectionKind.NARRATIVE,
                NarrativeSection.newBuilder()
                        .setLanguage("en")
                        .setText(story)
                        .setQuotes(List.of())
                        .setContact("trust-and-safety@" + notice.getSubmitterId() + ".example")
                        .build());
        return sections;
    }

    private static List<PersonDetails> persons(IncidentNotice notice, ActorRole role, Instant at) {
        return notice.getActors().stream()
                .filter(actor -> actor.getRole() == role)
                .map(actor -> person(notice, actor, at))
                .toList();
    }

    private static PersonDetails person(IncidentNotice notice, Actor actor, Instant at) {
        String name = (actor.getRole() == ActorRole.CHILD_VICTIM ? "child" : "user") + "-"
                + notice.getIncidentKey().hashCode() % 10_000 + "-" + actor.getNumber();
        return PersonDetails.newBuilder()
                .setNumber(actor.getNumber())
                .setAccountId(name)
                .setScreenNames(List.of(name + "_demo"))
                .setNames(List.of())
                .setProfileUrls(List.of("https://" + notice.getSubmitterId() + ".example/" + name))
                .setEmails(List.of(EmailAddress.newBuilder()
                        .setValue(name + "@mail.example")
                        .setVerified(true)
                        .build()))
                .setPhones(List.of())
                .setNetworkEvents(List.of(NetworkEvent.newBuilder()
                        .setAddress("192.0.2." + (1 + Math.floorMod(name.hashCode(), 250)))
                        .setPort(40_000 + Math.floorMod(name.hashCode(), 20_000))
                        .setAt(at.minus(Duration.ofHours(2)))
                        .setEvent(NetworkRole.LOGIN)
                        .build()))
                .setDevices(List.of())
                .setPriorReportIds(List.of())
                .build();
    }

    private static LocatorsSection locators(IncidentNotice notice, Instant at) {
        return new LocatorsSection(notice.getContent().stream()
                .map(content -> Locator.newBuilder()
                        .setItemId(content.getItemId())
                        .setUrl("https://host.example/" + notice.getIncidentKey() + "/" + content.getItemId())
                        .setHostingAddress("198.51.100.7")
                        .setSeenAt(at.minus(Duration.ofHours(1)))
                        .build())
                .toList());
    }

    private static EvidenceSection evidence(IncidentNotice notice, Instant at) {
        List<EvidenceItem> items = notice.getContent().stream()
                .map(ContentReference::getItemId)
                .map(itemId -> EvidenceItem.newBuilder()
                        .setItemId(itemId)
                        .setCustodian(notice.getSubmitterId())
                        .setReference("hold-" + notice.getIncidentKey())
                        .setPreserveUntil(at.plus(Duration.ofDays(90)))
                        .setLegalProcessContact("legal@" + notice.getSubmitterId() + ".example")
                        .build())
                .toList();
        return new EvidenceSection(items, List.of());
    }
}
