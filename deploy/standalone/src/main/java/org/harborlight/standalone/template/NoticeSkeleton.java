package org.harborlight.standalone.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.submitter.Placeholder;

/** The fields that a notice about a harm usually has, with a placeholder wherever only the submitter can know. */
final class NoticeSkeleton {
    private static final String ITEM = "item-1";

    private final HarmGuide guide;
    private final ObjectNode notice = JsonNodeFactory.instance.objectNode();

    private NoticeSkeleton(HarmGuide guide) {
        this.guide = guide;
    }

    static ObjectNode of(HarmType harm, HarmGuide guide) {
        NoticeSkeleton skeleton = new NoticeSkeleton(guide);
        skeleton.what(harm);
        guide.content().ifPresent(skeleton::content);
        skeleton.actors();
        skeleton.places();
        fill(skeleton.notice, "disclosureBasis", "preserveUntil");
        skeleton.sections();
        return skeleton.notice;
    }

    private void what(HarmType harm) {
        fill(notice, "incidentKey").putArray("harms").add(harm.name());
        if (!guide.annotations().isEmpty()) {
            ArrayNode annotations = notice.putArray("annotations");
            guide.annotations().forEach(annotation -> annotations.add(annotation.name()));
        }
        notice.put("priority", guide.urgency().priority().name());
        guide.urgency().basis().ifPresent(basis -> notice.put("urgencyBasis", basis.name()));
        fill(notice, "channel", "service");
        fill(notice.putObject("detection"), "method", "humanReviewed", "context");
    }

    private void content(ContentKind kind) {
        ObjectNode item = notice.putArray("content").addObject();
        item.put("itemId", ITEM).put("kind", kind.name());
        if (kind == ContentKind.IMAGE || kind == ContentKind.VIDEO) {
            fill(item.putArray("digests").addObject().put("algorithm", "SHA256"), "value");
        }
        fill(item, "viewedBySubmitter");
    }

    private void actors() {
        if (guide.actors().isEmpty()) {
            return;
        }
        ArrayNode actors = notice.putArray("actors");
        for (ActorRole role : guide.actors()) {
            ObjectNode actor = actors.addObject().put("number", actors.size()).put("role", role.name());
            fill(actor, "ageBand", "ageSource");
            if (role == ActorRole.REPORTED_PERSON) {
                fill(actor.putArray("tokens").addObject().put("kind", "ACCOUNT"), "of");
            }
        }
    }

    private void places() {
        ArrayNode facts = notice.putArray("jurisdictionFacts");
        if (has(ActorRole.REPORTED_PERSON)) {
            place(facts, JurisdictionBasis.REPORTED_PERSON_LOCATION);
        }
        if (has(ActorRole.CHILD_VICTIM)) {
            place(facts, JurisdictionBasis.VICTIM_LOCATION);
        }
        if (guide.content().isPresent()) {
            place(facts, JurisdictionBasis.HOSTING);
        }
    }

    private static void place(ArrayNode facts, JurisdictionBasis basis) {
        fill(facts.addObject(), "country").put("basis", basis.name());
    }

    private void sections() {
        ObjectNode sections = notice.putObject("sections");
        if (has(ActorRole.REPORTED_PERSON)) {
            ObjectNode person = person(sections, SectionKind.REPORTED_PERSON, ActorRole.REPORTED_PERSON);
            person.putArray("screenNames").add(Placeholder.TEXT);
            fill(person.putArray("networkEvents").addObject(), "address", "port", "at", "event");
        }
        if (has(ActorRole.CHILD_VICTIM)) {
            person(sections, SectionKind.CHILD_VICTIM, ActorRole.CHILD_VICTIM);
        }
        if (guide.content().isPresent()) {
            ObjectNode locators = sections.putObject(SectionKind.LOCATORS.name());
            fill(locators.putArray("locators").addObject().put("itemId", ITEM), "url");
        }
        ObjectNode evidence = sections.putObject(SectionKind.EVIDENCE.name());
        fill(evidence.putArray("items").addObject(), "custodian", "reference", "legalProcessContact");
        fill(sections.putObject(SectionKind.NARRATIVE.name()).put("language", "en"), "text", "contact");
    }

    private ObjectNode person(ObjectNode sections, SectionKind section, ActorRole role) {
        ObjectNode person =
                sections.putObject(section.name()).putArray("persons").addObject();
        return fill(person.put("number", guide.actors().indexOf(role) + 1), "accountId");
    }

    private boolean has(ActorRole role) {
        return guide.actors().contains(role);
    }

    private static ObjectNode fill(ObjectNode node, String... names) {
        for (String name : names) {
            node.put(name, Placeholder.TEXT);
        }
        return node;
    }
}
