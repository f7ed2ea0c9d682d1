package org.harborlight.standalone.page;

/** Reason codes of the exchange in plain words; one that is not known is shown as it is. Stateless. */
final class CodeWords {
    private CodeWords() {}

    static String change(String code) {
        return switch (code) {
            case "case-opened" -> "the case was opened";
            case "released" -> "the case was held and is now released";
            case "digest" -> "notices that were gathered for up to an hour";
            case "priority-raised" -> "the priority was raised";
            case "new-harm" -> "another harm was added";
            case "new-country" -> "another country is concerned";
            case "repeat" -> "the submitter reported it again";
            case "follow-up" -> "the submitter added something";
            case "correction" -> "the submitter corrected a notice";
            case "retraction" -> "the submitter withdrew a notice";
            case "corroboration" -> "another submitter reported the same";
            case "conflict" -> "a notice came with two different contents";
            case "takedown-hold" -> "the police ask that content is not taken down yet";
            case "takedown-hold-released" -> "the police released their hold on a takedown";
            case "takedown-hold-expired" -> "a hold on a takedown has expired";
            case "unlinked" -> "an incident was joined to another case by mistake; it has a case of its own";
            case "re-routed" -> "another desk says that the case belongs into your country";
            case "other-lane" -> "you have this case already, by notices of another urgency";
            case "partner-not-reached" -> "the desk that should have it was not reached";
            default -> code;
        };
    }

    static String safeguard(String code) {
        return switch (code) {
            case "minor-reported-person" -> "The reported person may be under 18.";
            case "minor-to-minor" -> "Both sides may be under 18.";
            case "self-generated" -> "The child may have taken the images itself.";
            case "uploader-is-child" ->
                "The uploader may be the child concerned: treat that person as a child in need of help.";
            case "not-reviewed" -> "No person reviewed it at the submitter: identities are not released.";
            case "weak-fact" -> "Some places are uncertain: they release no identity.";
            default -> code;
        };
    }

    static String weakness(String code) {
        return switch (code) {
            case "proxy-suspected" -> "may be a proxy or VPN";
            case "cdn-suspected" -> "may be a content delivery network";
            case "old-observation" -> "seen long ago";
            case "low-confidence" -> "low confidence";
            case "stated-by-desk" -> "stated by a desk, not observed";
            default -> code;
        };
    }
}
