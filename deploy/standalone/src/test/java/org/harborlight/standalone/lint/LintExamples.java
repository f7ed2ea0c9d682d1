package org.harborlight.standalone.lint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** For each advice a change to the sample after which it is given, and a similar one after which it is not. */
final class LintExamples {
    private final List<Example> examples = new ArrayList<>();

    /** A change that provokes an advice and its counterpart that does not. */
    record Example(Advice advice, String pointer, Consumer<ObjectNode> fires, Consumer<ObjectNode> silent) {}

    static List<Example> all() {
        LintExamples all = new LintExamples();
        all.urgency();
        all.places();
        all.persons();
        all.sections();
        all.clearText();
        all.content();
        all.evidence();
        all.rest();
        return all.examples;
    }

    private void urgency() {
        add(
                Advice.IMMINENT_WITHOUT_PLACE,
                "/jurisdictionFacts",
                n -> n.put("priority", "IMMINENT").remove("jurisdictionFacts"),
                n -> observed(n.put("priority", "IMMINENT")).remove("jurisdictionFacts"));
        add(
                Advice.DANGER_NOW_NOT_IMMINENT,
                "/priority",
                n -> n.put("urgencyBasis", "LIVE_NOW"),
                n -> n.put("urgencyBasis", "LIVE_NOW").put("priority", "IMMINENT"));
        add(
                Advice.BASIS_WITHOUT_URGENCY,
                "/urgencyBasis",
                n -> n.put("priority", "STANDARD"),
                n -> n.put("priority", "STANDARD").remove("urgencyBasis"));
        add(
                Advice.EMERGENCY_NOT_URGENT,
                "/disclosureBasis",
                n -> n.put("disclosureBasis", "EMERGENCY")
                        .put("priority", "STANDARD")
                        .remove("urgencyBasis"),
                n -> n.put("disclosureBasis", "EMERGENCY"));
        add(
                Advice.CREATED_LONG_AGO,
                "/createdAt",
                n -> n.put("createdAt", "2026-11-16T00:00:00Z"),
                n -> n.put("createdAt", "2026-11-18T00:00:00Z"));
        add(Advice.TEST_NOTICE, "/test", n -> n.put("test", true), n -> n.put("test", false));
    }

    private void places() {
        add(
                Advice.NO_PLACE,
                "/jurisdictionFacts",
                n -> n.remove("jurisdictionFacts"),
                n -> observed(n).remove("jurisdictionFacts"));
        add(
                Advice.AUDIENCE_EXCLUDES_EVERYBODY,
                "/audience/countries",
                n -> n.putObject("audience").putArray("countries").add("JP"),
                n -> n.putObject("audience").putArray("countries").add("JP").add("IE"));
        add(
                Advice.AUDIENCE_EXCLUDES_EVERYBODY,
                "/audience/recipientKinds",
                n -> n.putObject("audience").putArray("recipientKinds").add("PLATFORM"),
                n -> n.putObject("audience").putArray("recipientKinds").add("HOTLINE"));
        add(
                Advice.CHILD_SECTION_WITHOUT_PLACE,
                "/sections/CHILD_VICTIM",
                n -> list(n, "/jurisdictionFacts").remove(0),
                n -> at(n, "/jurisdictionFacts/0").put("basis", "VICTIM_RESIDENCE"));
    }

    private void persons() {
        add(
                Advice.NOT_REVIEWED_WITH_IDENTITY,
                "/detection/humanReviewed",
                n -> at(n, "/detection").put("humanReviewed", false),
                n -> at(n.put("priority", "IMMINENT"), "/detection").put("humanReviewed", false));
        add(
                Advice.REPORTED_PERSON_UNDER_18,
                "/actors/0/ageBand",
                n -> at(n, "/actors/0").put("ageBand", "FROM_16_TO_17"),
                n -> at(n, "/actors/0").put("ageBand", "UNKNOWN"));
        add(
                Advice.SELF_GENERATED_UPLOADER_REPORTED,
                "/actors/0/role",
                n -> {
                    n.remove("annotations");
                    at(n, "/content/0").putArray("annotations").add("APPEARS_SELF_GENERATED");
                    at(n, "/actors/0").remove("ageBand");
                },
                n -> n.putArray("annotations").add("APPEARS_SELF_GENERATED"));
        add(
                Advice.REPORTED_PERSON_WITHOUT_DETAILS,
                "/actors/0",
                n -> at(n, "/sections").remove("REPORTED_PERSON"),
                n -> at(n, "/sections").remove("CHILD_VICTIM"));
        add(
                Advice.REPORTED_PERSON_WITHOUT_TOKEN,
                "/actors/0/tokens",
                n -> at(n, "/actors/0").remove("tokens"),
                n -> at(n, "/actors/0/tokens/0").put("kind", "PROFILE_URL"));
    }

    private void sections() {
        add(
                Advice.PERSON_IN_WRONG_SECTION,
                "/sections/REPORTED_PERSON/persons/0/number",
                n -> at(n, "/sections/REPORTED_PERSON/persons/0").put("number", 2),
                n -> at(n, "/actors/0").put("role", "ASSOCIATED").remove("tokens"));
        add(
                Advice.PORT_MISSING,
                "/sections/REPORTED_PERSON/persons/0/networkEvents/0/port",
                n -> at(n, "/sections/REPORTED_PERSON/persons/0/networkEvents/0")
                        .remove("port"),
                n -> at(n, "/sections/REPORTED_PERSON/persons/0").remove("networkEvents"));
        add(
                Advice.NOTIFIED_DESPITE_RISK,
                "/sections/REPORTED_PERSON/persons/0/userNotifiedAt",
                n -> notified(n.put("doNotNotifyActors", true)),
                n -> notified(n.put("doNotNotifyActors", false)));
        add(
                Advice.NARRATIVE_TOO_LONG,
                "/sections/NARRATIVE/text",
                n -> at(n, "/sections/NARRATIVE").put("text", "x".repeat(3_001)),
                n -> at(n, "/sections/NARRATIVE").put("text", "x".repeat(3_000)));
    }

    private void clearText() {
        for (String key : List.of("lena.mueller", "@lena_11", "lena@mail.example", "+49 151 2345678", "0151 2345678")) {
            add(
                    Advice.INCIDENT_KEY_NOT_OPAQUE,
                    "/incidentKey",
                    n -> n.put("incidentKey", key),
                    n -> n.put("incidentKey", "6f1c0c8e-3d0a-4f0e-9a53-3f2f6a3f2b11"));
        }
        for (String text : List.of(
                "write to lena@mail.example",
                "https://files.example/a",
                "seen at 192.0.2.99",
                "from 2001:db8:1:2::7",
                "call 0049 151 2345678")) {
            add(
                    Advice.IDENTIFIER_IN_CLEAR,
                    "/service",
                    n -> n.put("service", text),
                    n -> n.put("service", "Chat 2.0, release 2026-11-24 12:30:01"));
        }
        add(
                Advice.IDENTIFIER_IN_CLEAR,
                "/content/0/labels/0/code",
                n -> label(n, "www.files.example/a"),
                n -> label(n, "A1.2.3"));
        add(
                Advice.SEALED_TEXT_IN_CLEAR,
                "/content/0/itemId",
                n -> rename(n, "img-Sample_User-1"),
                n -> rename(n, "img-1"));
        add(
                Advice.SEALED_TEXT_IN_CLEAR,
                "/incidentKey",
                n -> at(n.put("incidentKey", "K-wallet-0099"), "/actors/0/tokens/0")
                        .put("of", "wallet-0099"),
                n -> n.put("incidentKey", "K-0099"));
    }

    private void content() {
        add(
                Advice.EXACT_DIGEST_MISSING,
                "/content/0/digests",
                n -> at(n, "/content/0/digests/0").put("algorithm", "PDQ"),
                n -> at(n, "/content/0").put("kind", "OTHER").remove("digests"));
        add(
                Advice.NOT_VIEWED,
                "/content/0/viewedBySubmitter",
                n -> at(n, "/content/0").remove("viewedBySubmitter"),
                n -> at(n, "/content/0").put("viewedBySubmitter", "NOT_VIEWED"));
        add(
                Advice.LINK_WITHOUT_LOCATOR,
                "/content/0",
                n -> {
                    at(n, "/content/0").put("kind", "LINK");
                    at(n, "/sections").remove("LOCATORS");
                },
                n -> at(n, "/content/0").put("kind", "LINK"));
        add(
                Advice.UNKNOWN_ITEM,
                "/sections/LOCATORS/locators/0/itemId",
                n -> at(n, "/sections/LOCATORS/locators/0").put("itemId", "item-2"),
                n -> rename(n, "item-2"));
        add(
                Advice.UNKNOWN_ITEM,
                "/sections/EVIDENCE/items/0/itemId",
                n -> at(n, "/sections/EVIDENCE/items/0").put("itemId", "item-2"),
                n -> at(n, "/sections/EVIDENCE/items/0").remove("itemId"));
    }

    private void evidence() {
        add(
                Advice.PRESERVATION_MISSING,
                "/preserveUntil",
                n -> n.remove("preserveUntil"),
                n -> n.put("preserveUntil", "2027-02-01T00:00:00Z"));
        add(
                Advice.PRESERVATION_SHORT,
                "/preserveUntil",
                n -> n.put("preserveUntil", "2027-02-22T11:59:59Z"),
                n -> n.put("preserveUntil", "2027-02-22T12:00:00Z"));
        add(
                Advice.EVIDENCE_MISSING,
                "/sections",
                n -> at(n, "/sections").remove("EVIDENCE"),
                n -> at(n, "/sections").remove("NARRATIVE"));
        add(
                Advice.FILING_NUMBER_MISSING,
                "/statutoryFilings/0",
                n -> at(n, "/sections/EVIDENCE").remove("filings"),
                n -> n.remove("statutoryFilings"));
        add(
                Advice.DUTY_WITHOUT_FILING,
                "/statutoryFilings",
                n -> n.remove("statutoryFilings"),
                n -> n.put("disclosureBasis", "VOLUNTARY").remove("statutoryFilings"));
    }

    private void rest() {
        add(Advice.RETRACTION_CARRIES_DATA, "/sections", LintExamples::retraction, n -> {
            retraction(n);
            n.remove("sections");
        });
    }

    private void add(Advice advice, String pointer, Consumer<ObjectNode> fires, Consumer<ObjectNode> silent) {
        examples.add(new Example(advice, pointer, fires, silent));
    }

    static void retraction(ObjectNode notice) {
        notice.put("kind", "RETRACTION").put("refersTo", "5a0e2f7c-91d4-4c0b-8f3e-6d2b7a10c9e4");
        notice.put("retractionReason", "SUBMITTER_ERROR");
    }

    private static ObjectNode observed(ObjectNode notice) {
        notice.putArray("networkObservations")
                .addObject()
                .put("prefix", "192.0.2.0/24")
                .put("role", "LOGIN")
                .put("at", "2026-11-20T18:04:00Z");
        return notice;
    }

    private static void notified(ObjectNode notice) {
        at(notice, "/sections/REPORTED_PERSON/persons/0").put("userNotifiedAt", "2026-11-21T00:00:00Z");
    }

    private static void label(ObjectNode notice, String code) {
        at(notice, "/content/0")
                .putArray("labels")
                .addObject()
                .put("scheme", "S")
                .put("version", "1")
                .put("code", code);
    }

    private static void rename(ObjectNode notice, String itemId) {
        at(notice, "/content/0").put("itemId", itemId);
        at(notice, "/sections/LOCATORS/locators/0").put("itemId", itemId);
        at(notice, "/sections/EVIDENCE/items/0").put("itemId", itemId);
    }

    private static ObjectNode at(ObjectNode notice, String pointer) {
        return (ObjectNode) notice.at(pointer);
    }

    private static ArrayNode list(ObjectNode notice, String pointer) {
        return (ArrayNode) notice.at(pointer);
    }
}
