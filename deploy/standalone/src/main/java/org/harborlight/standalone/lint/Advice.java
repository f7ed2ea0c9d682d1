package org.harborlight.standalone.lint;

import java.util.Locale;

/** Everything that lint can advise on, beyond what the gateway refuses: what it says, why it matters, how to fix it. */
enum Advice {
    IMMINENT_WITHOUT_PLACE(
            Severity.WARNING,
            "is IMMINENT, but nothing says in which country",
            "Only the fallback desk receives it, and loses time to find out whose case it is.",
            "Give a jurisdictionFacts entry, or a networkObservations prefix that can be located."),
    NO_PLACE(
            Severity.WARNING,
            "nothing connects the notice to a country",
            "Rules start from places: it goes by the submitter's establishment at best, or is held.",
            "Give jurisdictionFacts: where the persons are, where it happened, where it is hosted."),
    DANGER_NOW_NOT_IMMINENT(
            Severity.WARNING,
            "the basis says that there is danger now, the priority does not",
            "Only IMMINENT is never held, pages the operator and lifts the safeguards that slow it down.",
            "Choose IMMINENT, or the basis that is true: ONGOING_ABUSE, THREAT or PLANNED_MEETING."),
    BASIS_WITHOUT_URGENCY(
            Severity.WARNING,
            "an urgency basis is given, but the priority is not urgent",
            "It travels on the standard lane: nobody reads the basis in time.",
            "Choose URGENT or IMMINENT, or leave urgencyBasis out."),
    EMERGENCY_NOT_URGENT(
            Severity.WARNING,
            "is disclosed as an EMERGENCY, but the priority is not urgent",
            "A disclosure in an emergency may be unlawful where there is none.",
            "Choose URGENT or IMMINENT, or the legal ground that applies."),
    CREATED_LONG_AGO(
            Severity.WARNING,
            "was made more than 7 days ago",
            "Accounts and logs disappear; a desk cannot act on what is gone. After 30 days it is refused.",
            "Send at once; if this restates something, leave createdAt out."),
    TEST_NOTICE(
            Severity.INFO,
            "is marked as a test",
            "It ends as TEST and reaches no partner that does not ask for tests.",
            "Leave test out when a child may be concerned."),
    NOT_REVIEWED_WITH_IDENTITY(
            Severity.WARNING,
            "no person reviewed it, and it carries sections that identify someone",
            "Unreviewed and not IMMINENT: a hotline comes first and identity sections are released to nobody.",
            "Have a person review it, or leave out REPORTED_PERSON, CHILD_VICTIM and NARRATIVE."),
    REPORTED_PERSON_UNDER_18(
            Severity.INFO,
            "the reported person may be a child",
            "Those who help come first; law enforcement only with coercion, an adult, or imminent danger.",
            "Nothing, if it is true. Check the age, and annotate COERCION where someone was forced."),
    SELF_GENERATED_UPLOADER_REPORTED(
            Severity.WARNING,
            "content appears self-generated, and someone not known to be an adult is the reported person",
            "The uploader of their own image is a child victim, never a reported person.",
            "Give that actor the role CHILD_VICTIM and move the details to section CHILD_VICTIM; or give ageBand ADULT."),
    PERSON_IN_WRONG_SECTION(
            Severity.WARNING,
            "a person in this section is not an actor with the section's role",
            "Section REPORTED_PERSON is opened by desks that may never open CHILD_VICTIM: a child could be exposed.",
            "Move the person to the section of its role, or correct number or role."),
    REPORTED_PERSON_WITHOUT_DETAILS(
            Severity.INFO,
            "nothing in REPORTED_PERSON says who the reported person is",
            "A desk that cannot identify anyone can rarely act.",
            "Add an entry with the actor's number: account, addresses with port and time."),
    REPORTED_PERSON_WITHOUT_TOKEN(
            Severity.INFO,
            "the reported person has no linking token",
            "Notices about the same person by others are not recognised as one case.",
            "Add a token; with \"of\" it is digested before anything is sent."),
    CHILD_SECTION_WITHOUT_PLACE(
            Severity.WARNING,
            "section CHILD_VICTIM is given, but no fact says where the child is",
            "It is released only to the country where the child is or lives, hence to nobody.",
            "Give a fact with basis VICTIM_LOCATION or VICTIM_RESIDENCE, or leave the section out."),
    PORT_MISSING(
            Severity.INFO,
            "a network event has no source port",
            "Many people share an address; without port and time nobody can tell which one it was.",
            "Give the source port where it was logged."),
    INCIDENT_KEY_NOT_OPAQUE(
            Severity.WARNING,
            "looks like a name, an account, an e-mail address or a phone number",
            "The key stands in the clear part and must say nothing about a person.",
            "Use a ticket number or a random id of your own."),
    IDENTIFIER_IN_CLEAR(
            Severity.WARNING,
            "looks like an e-mail address, a phone number, a URL or an IP address",
            "The clear part is kept and read without any release decision.",
            "Move it into the sealed section it belongs to: REPORTED_PERSON, CHILD_VICTIM, LOCATORS or EVIDENCE."),
    SEALED_TEXT_IN_CLEAR(
            Severity.WARNING,
            "repeats an identifier that stands in a sealed section or a token",
            "What is sealed there can be read here.",
            "Replace it by an opaque id, or leave it out."),
    EXACT_DIGEST_MISSING(
            Severity.WARNING,
            "an image or video has no exact digest",
            "Nobody can find the file again; a PDQ digest is never released.",
            "Add a SHA256 digest that you computed yourself."),
    NOT_VIEWED(
            Severity.INFO,
            "it is not said that a person viewed the content",
            "In some countries a desk needs a warrant to open what the submitter did not view.",
            "Say PERSON or NOT_VIEWED, whichever is true."),
    LINK_WITHOUT_LOCATOR(
            Severity.WARNING,
            "a LINK has no entry in LOCATORS",
            "A link without its URL leads nowhere: no hotline can have it removed.",
            "Add the URL in section LOCATORS under the same itemId."),
    UNKNOWN_ITEM(
            Severity.WARNING,
            "names an itemId that no content entry has",
            "The desk cannot tell which item is meant.",
            "Use the itemId of an entry in content."),
    PRESERVATION_MISSING(
            Severity.WARNING,
            "nothing says until when the evidence is preserved",
            "A desk must know by when legal process has to arrive; without a date it has to assume it is gone.",
            "Give preserveUntil; a year is common."),
    PRESERVATION_SHORT(
            Severity.WARNING,
            "the evidence is preserved for less than 90 days from now",
            "A request across a border takes months.",
            "Preserve for longer, where the law allows it; a year is common."),
    EVIDENCE_MISSING(
            Severity.WARNING,
            "there is no section EVIDENCE",
            "Nobody knows who holds the evidence and how to ask for it.",
            "Add custodian, reference and the contact for legal process."),
    FILING_NUMBER_MISSING(
            Severity.INFO,
            "a statutory filing has no number in EVIDENCE",
            "A desk that has that report already cannot see that it is the same.",
            "Add the number under filings of section EVIDENCE."),
    DUTY_WITHOUT_FILING(
            Severity.INFO,
            "rests on a statutory duty, but names no filing",
            "This exchange is no statutory filing: the duty may still be open.",
            "File where the law says, and add it to statutoryFilings."),
    NARRATIVE_TOO_LONG(
            Severity.WARNING,
            "has more than 3,000 characters",
            "A partner may refuse it.",
            "Shorten it to what a desk needs to act."),
    AUDIENCE_EXCLUDES_EVERYBODY(
            Severity.WARNING,
            "the audience leaves nobody who could receive it",
            "Routing is intersected with it: the notice would be held.",
            "Name kinds that receive cases, and countries that a fact of the notice names; or leave it out."),
    RETRACTION_CARRIES_DATA(
            Severity.WARNING,
            "a retraction carries sections",
            "It withdraws what was said; data about people who may be innocent serves no one.",
            "Leave the sections out; a CORRECTION is what restates."),
    NOTIFIED_DESPITE_RISK(
            Severity.WARNING,
            "the person was told, although telling is said to be dangerous",
            "A desk plans by it: evidence may be gone already, or someone at risk.",
            "Correct doNotNotifyActors, or userNotifiedAt.");

    private final Severity severity;
    private final String what;
    private final String why;
    private final String fix;

    Advice(Severity severity, String what, String why, String fix) {
        this.severity = severity;
        this.what = what;
        this.why = why;
        this.fix = fix;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LintFinding at(String pointer) {
        return new LintFinding(severity, code(), pointer, what, why, fix);
    }
}
