package org.harborlight.standalone.page;

import org.harborlight.schemas.HarmType;

/** Harms in plain words, after the Terminology (Luxembourg) Guidelines. Stateless. */
final class HarmWords {
    private HarmWords() {}

    /** A harm's name, and what it is in one sentence. */
    record Harm(String name, String meaning) {}

    static Harm of(HarmType harm) {
        return switch (harm) {
            case CSAM ->
                new Harm("Child sexual abuse material", "Images or recordings of the sexual abuse of a child.");
            case DIGITALLY_GENERATED_CSAM ->
                new Harm(
                        "Digitally generated child sexual abuse material",
                        "Made or altered by computer; a real child may be depicted all the same.");
            case LIVE_ONLINE_CHILD_SEXUAL_ABUSE ->
                new Harm(
                        "Live online child sexual abuse",
                        "A child is abused while others watch, direct or pay over the internet.");
            case GROOMING ->
                new Harm(
                        "Solicitation of a child for sexual purposes (grooming)",
                        "Somebody builds contact with a child in order to abuse it, online or at a meeting.");
            case SEXUAL_EXTORTION ->
                new Harm(
                        "Sexual extortion of a child",
                        "Somebody threatens a child with sexual images or information to get money, images or acts.");
            case SADISTIC_EXPLOITATION ->
                new Harm(
                        "Sadistic online exploitation",
                        "A child is driven to hurt or humiliate itself or others, often by a group.");
            case CHILD_TRAFFICKING ->
                new Harm("Trafficking of a child", "A child is recruited, moved or held in order to be exploited.");
            case CHILD_LABOUR -> new Harm("Child labour", "A child is made to do work that harms it.");
            case EXPLOITATION_IN_TRAVEL_AND_TOURISM ->
                new Harm("Sexual exploitation in travel and tourism", "Travellers or their hosts exploit a child.");
            case CONTACT_ABUSE -> new Harm("Contact sexual abuse", "A child is being abused in person.");
            case CHILD_SEXUAL_EXPLOITATION_OTHER ->
                new Harm("Other sexual exploitation of a child", "Sexual exploitation that no other term covers.");
            case ABUSE_INSTRUCTION_OR_ADVERTISING ->
                new Harm("Instruction in, or advertising of, abuse", "Manuals, offers or praise of abusing children.");
            case UNSOLICITED_SEXUAL_MATERIAL ->
                new Harm(
                        "Sexual material sent to a child", "A child was sent sexual material that it did not ask for.");
            case MISLEADING_DOMAIN ->
                new Harm("Misleading domain", "A domain name that leads a child to harmful content.");
            case MISLEADING_CONTENT ->
                new Harm("Misleading content", "Content that lures a child to something harmful.");
            case PHYSICAL_ABUSE -> new Harm("Physical abuse", "Somebody hurts a child.");
            case EMOTIONAL_ABUSE -> new Harm("Emotional abuse", "Somebody humiliates, threatens or rejects a child.");
            case NEGLECT -> new Harm("Neglect", "A child is not given what it needs to be safe and well.");
            case CYBERBULLYING -> new Harm("Cyberbullying", "A child is attacked online, again and again.");
            case SUICIDE_OR_SELF_HARM_RISK ->
                new Harm("Risk of suicide or self-harm", "A child may be about to hurt or kill itself.");
            case UNSAFE_CHALLENGE ->
                new Harm("Dangerous challenge", "A child is urged to do something that may injure it.");
            case MISSING_CHILD -> new Harm("Missing child", "A child is missing.");
            case OTHER -> new Harm("Other harm to a child", "See the account of the submitter.");
            case UNSPECIFIED -> new Harm("A harm that this program does not know", "See the attached JSON.");
        };
    }
}
