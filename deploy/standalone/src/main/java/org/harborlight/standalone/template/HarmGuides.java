package org.harborlight.standalone.template;

import static org.harborlight.schemas.ActorRole.CHILD_VICTIM;
import static org.harborlight.schemas.ActorRole.REPORTED_PERSON;
import static org.harborlight.schemas.ContentKind.IMAGE;
import static org.harborlight.schemas.ContentKind.LINK;
import static org.harborlight.schemas.ContentKind.TEXT;
import static org.harborlight.schemas.ContentKind.VIDEO;
import static org.harborlight.schemas.NoticeAnnotation.APPEARS_SELF_GENERATED;
import static org.harborlight.schemas.NoticeAnnotation.COERCION;
import static org.harborlight.schemas.NoticeAnnotation.CSAM_SOLICITATION;
import static org.harborlight.schemas.NoticeAnnotation.MINOR_TO_MINOR;
import static org.harborlight.schemas.NoticeAnnotation.SPAM;
import static org.harborlight.schemas.UrgencyBasis.IMMEDIATE_DANGER;
import static org.harborlight.schemas.UrgencyBasis.LIVE_NOW;
import static org.harborlight.schemas.UrgencyBasis.ONGOING_ABUSE;
import static org.harborlight.schemas.UrgencyBasis.PLANNED_MEETING;
import static org.harborlight.schemas.UrgencyBasis.SUICIDE_RISK;
import static org.harborlight.schemas.UrgencyBasis.THREAT;
import static org.harborlight.standalone.template.HarmGuide.Urgency.INFORMATIONAL;
import static org.harborlight.standalone.template.HarmGuide.Urgency.STANDARD;
import static org.harborlight.standalone.template.HarmGuide.Urgency.imminent;
import static org.harborlight.standalone.template.HarmGuide.Urgency.urgent;

import org.harborlight.schemas.HarmType;

/** The guide to each harm. */
final class HarmGuides {
    private static final String NOT_URGENT = "No danger now? STANDARD, without urgencyBasis. Danger now? IMMINENT.";
    private static final String OWN_IMAGE = "A child whose own image it is, is a CHILD_VICTIM, never a REPORTED_PERSON,"
            + " also when the child uploaded it; add APPEARS_SELF_GENERATED.";
    private static final String HELP_FIRST = "This is about help, not about an offender: there may be no reported"
            + " person, and a child is never one for having been harmed.";

    private HarmGuides() {}

    static HarmGuide of(HarmType harm) {
        return switch (harm) {
            case CSAM ->
                HarmGuide.of(STANDARD, REPORTED_PERSON)
                        .about(IMAGE)
                        .mayFit(APPEARS_SELF_GENERATED, SPAM)
                        .note("Signs of a child abused at home or now? URGENT with ONGOING_ABUSE.", OWN_IMAGE);
            case DIGITALLY_GENERATED_CSAM ->
                HarmGuide.of(STANDARD, REPORTED_PERSON)
                        .about(IMAGE)
                        .mayFit(MINOR_TO_MINOR, COERCION)
                        .note("Annotate the item GENERATIVE_AI or DRAWN. A real child shown in it is a CHILD_VICTIM.");
            case LIVE_ONLINE_CHILD_SEXUAL_ABUSE ->
                HarmGuide.of(imminent(LIVE_NOW), REPORTED_PERSON, CHILD_VICTIM)
                        .about(VIDEO)
                        .mayFit(COERCION)
                        .note(
                                "Over already? URGENT with ONGOING_ABUSE.",
                                "An address with port and time of the stream is what finds the child.");
            case GROOMING ->
                HarmGuide.of(urgent(PLANNED_MEETING), REPORTED_PERSON, CHILD_VICTIM)
                        .mayFit(CSAM_SOLICITATION, COERCION, MINOR_TO_MINOR)
                        .note(
                                "A meeting today or tomorrow? IMMINENT. None planned? STANDARD, without urgencyBasis.",
                                "What was written goes into NARRATIVE quotes: often it is all the evidence there is.");
            case SEXUAL_EXTORTION ->
                HarmGuide.of(urgent(THREAT), REPORTED_PERSON, CHILD_VICTIM)
                        .about(IMAGE)
                        .with(COERCION)
                        .mayFit(CSAM_SOLICITATION, APPEARS_SELF_GENERATED)
                        .note("Does the child speak of suicide? IMMINENT with SUICIDE_RISK.", OWN_IMAGE);
            case SADISTIC_EXPLOITATION ->
                HarmGuide.of(urgent(THREAT), REPORTED_PERSON, CHILD_VICTIM)
                        .with(COERCION)
                        .mayFit(CSAM_SOLICITATION, MINOR_TO_MINOR)
                        .note(
                                "Made to self-harm now? IMMINENT with SUICIDE_RISK or IMMEDIATE_DANGER.",
                                "Members of such groups are often under 18: give ageBand where it is known.");
            case CHILD_TRAFFICKING ->
                HarmGuide.of(urgent(ONGOING_ABUSE), REPORTED_PERSON, CHILD_VICTIM)
                        .about(LINK)
                        .mayFit(COERCION)
                        .note(NOT_URGENT);
            case CHILD_LABOUR ->
                HarmGuide.of(STANDARD, REPORTED_PERSON, CHILD_VICTIM)
                        .mayFit(COERCION)
                        .note("OFFENCE_LOCATION is the fact that counts here.");
            case EXPLOITATION_IN_TRAVEL_AND_TOURISM ->
                HarmGuide.of(urgent(PLANNED_MEETING), REPORTED_PERSON, CHILD_VICTIM)
                        .note(
                                "The country travelled to is OFFENCE_LOCATION; where the person lives is another fact.",
                                NOT_URGENT);
            case CONTACT_ABUSE ->
                HarmGuide.of(urgent(ONGOING_ABUSE), REPORTED_PERSON, CHILD_VICTIM)
                        .mayFit(COERCION)
                        .note("The child may live with the person: do not notify the account.", NOT_URGENT);
            case CHILD_SEXUAL_EXPLOITATION_OTHER ->
                HarmGuide.of(STANDARD, REPORTED_PERSON, CHILD_VICTIM)
                        .mayFit(COERCION, CSAM_SOLICITATION, MINOR_TO_MINOR);
            case ABUSE_INSTRUCTION_OR_ADVERTISING ->
                HarmGuide.of(STANDARD, REPORTED_PERSON).about(TEXT).mayFit(SPAM);
            case UNSOLICITED_SEXUAL_MATERIAL ->
                HarmGuide.of(STANDARD, REPORTED_PERSON, CHILD_VICTIM)
                        .about(IMAGE)
                        .mayFit(MINOR_TO_MINOR, SPAM);
            case MISLEADING_DOMAIN, MISLEADING_CONTENT ->
                HarmGuide.of(INFORMATIONAL)
                        .about(LINK)
                        .mayFit(SPAM)
                        .note("Usually no person is involved; the place is where it is hosted.");
            case PHYSICAL_ABUSE ->
                HarmGuide.of(urgent(ONGOING_ABUSE), REPORTED_PERSON, CHILD_VICTIM)
                        .about(VIDEO)
                        .mayFit(MINOR_TO_MINOR)
                        .note(NOT_URGENT, "The child may live with the person: do not notify the account.");
            case EMOTIONAL_ABUSE, NEGLECT ->
                HarmGuide.of(STANDARD, CHILD_VICTIM)
                        .note(HELP_FIRST, "Those who help need the child's country before anything else.");
            case CYBERBULLYING ->
                HarmGuide.of(STANDARD, CHILD_VICTIM)
                        .mayFit(MINOR_TO_MINOR, COERCION)
                        .note(HELP_FIRST, "Does the child speak of suicide? IMMINENT with SUICIDE_RISK.");
            case SUICIDE_OR_SELF_HARM_RISK ->
                HarmGuide.of(imminent(SUICIDE_RISK), CHILD_VICTIM)
                        .note(
                                HELP_FIRST,
                                "A life may depend on minutes: call the emergency services yourself as well.",
                                "Past or without intent? STANDARD, without urgencyBasis.");
            case UNSAFE_CHALLENGE ->
                HarmGuide.of(STANDARD, CHILD_VICTIM)
                        .about(LINK)
                        .note(HELP_FIRST, "A child doing it now? IMMINENT with IMMEDIATE_DANGER.");
            case MISSING_CHILD ->
                HarmGuide.of(imminent(IMMEDIATE_DANGER), CHILD_VICTIM)
                        .note(
                                "Missing for long, and no new sign? STANDARD, without urgencyBasis.",
                                "Gone to meet someone from online? Add GROOMING to harms.",
                                "Addresses of the child's last logins go into CHILD_VICTIM networkEvents.");
            case OTHER ->
                HarmGuide.of(STANDARD, CHILD_VICTIM).note("NARRATIVE has to say what the harm is: no rule can know.");
            case UNSPECIFIED -> throw new IllegalArgumentException("a template needs a harm");
        };
    }
}
