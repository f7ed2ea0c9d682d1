package org.harborlight.standalone.page;

import org.harborlight.schemas.Channel;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.UrgencyBasis;
import org.jspecify.annotations.Nullable;

/** What a notice says about itself, in plain words. Stateless. */
final class NoticeWords {
    private NoticeWords() {}

    static String of(Priority priority) {
        return switch (priority) {
            case IMMINENT -> "Imminent danger: act now";
            case URGENT -> "Urgent: look at it today";
            case STANDARD -> "Standard";
            case INFORMATIONAL -> "For information";
            case UNSPECIFIED -> "Unknown priority";
        };
    }

    /** One word for the head of the page. */
    static String badge(Priority priority) {
        return switch (priority) {
            case IMMINENT -> "Imminent danger";
            case URGENT -> "Urgent";
            case STANDARD -> "Standard";
            case INFORMATIONAL -> "Information";
            case UNSPECIFIED -> "Priority unknown";
        };
    }

    static String of(UrgencyBasis basis) {
        return switch (basis) {
            case IMMEDIATE_DANGER -> "a person is in immediate danger";
            case ONGOING_ABUSE -> "abuse is going on";
            case LIVE_NOW -> "it is being streamed or happening live";
            case SUICIDE_RISK -> "there is a risk of suicide";
            case PLANNED_MEETING -> "a meeting with the child is planned";
            case THREAT -> "a threat has been made";
            case UNSPECIFIED -> "a reason that this program does not know";
        };
    }

    static String of(NoticeAnnotation annotation) {
        return switch (annotation) {
            case CSAM_SOLICITATION -> "A child was asked for sexual images";
            case MINOR_TO_MINOR -> "Both sides may be under 18";
            case APPEARS_SELF_GENERATED ->
                "The child appears to have taken images itself; that is neither blame nor consent";
            case COERCION -> "The child is being coerced";
            case SPAM -> "Sent to many";
            case UNSPECIFIED -> "A circumstance that this program does not know";
        };
    }

    static String of(Channel channel) {
        return switch (channel) {
            case WEB -> "on the web";
            case EMAIL -> "by email";
            case NEWSGROUP -> "in a newsgroup";
            case CHAT -> "in a chat";
            case GAMING -> "in a game";
            case PHONE -> "by phone";
            case PEER_TO_PEER -> "in a peer-to-peer network";
            case OFFLINE -> "offline";
            case UNKNOWN, UNSPECIFIED -> "place online not known";
        };
    }

    static String of(Detection detection) {
        String method = switch (detection.getMethod()) {
            case USER_REPORT -> "Reported by a user";
            case TRUSTED_FLAGGER -> "Reported by a trusted flagger";
            case HASH_MATCH -> "Matched a list of known material";
            case CLASSIFIER -> "Found by an automatic classifier";
            case MODERATOR -> "Found by a moderator";
            case OTHER, UNSPECIFIED -> "Found in another way";
        };
        String context = switch (detection.getContext()) {
            case PUBLIC -> ", in public";
            case PRIVATE_MESSAGE -> ", in a private message";
            case UNKNOWN, UNSPECIFIED -> "";
        };
        return method + context + "; "
                + (detection.getHumanReviewed()
                        ? "reviewed by a person at the submitter"
                        : "NOT reviewed by a person before it was sent");
    }

    static String of(DisclosureBasis basis) {
        return switch (basis) {
            case STATUTORY_DUTY -> "under a statutory duty";
            case VOLUNTARY -> "voluntarily, as the law allows";
            case EMERGENCY -> "as an emergency disclosure";
            case LEGAL_PROCESS -> "in answer to legal process";
            case USER_CONSENT -> "with the user's consent";
            case UNSPECIFIED -> "on a ground that this program does not know";
        };
    }

    static String of(RetractionReason reason) {
        return switch (reason) {
            case MISTAKEN_IDENTITY -> "the wrong person was named";
            case NOT_A_CHILD -> "the person concerned is not a child";
            case NOT_ILLEGAL -> "the content is not illegal";
            case ACCOUNT_COMPROMISED -> "the account had been taken over by somebody else";
            case APPEAL_UPHELD -> "an appeal against the submitter's decision was upheld";
            case SUBMITTER_ERROR -> "the submitter made an error";
            case UNSPECIFIED -> "for a reason that this program does not know";
        };
    }

    /** How a notice joined a case; the one that opened it has no link. */
    static String of(@Nullable LinkKind link) {
        return switch (link) {
            case null -> "opened the case";
            case REPLAY -> "the same notice again";
            case REPEAT -> "same incident, reported again by the same submitter";
            case FOLLOW_UP -> "adds to an earlier notice";
            case CORRECTION -> "restates an earlier notice";
            case RETRACTION -> "withdraws an earlier notice";
            case CORROBORATION -> "same person and content, reported by another submitter";
            case CONFLICT -> "same notice id with other content";
            case UNSPECIFIED -> "joined in a way that this program does not know";
        };
    }

    static String of(DeliveryKind kind) {
        return switch (kind) {
            case CASE_OPENED -> "Case sent for the first time";
            case CASE_UPDATED -> "Case updated";
            case CASE_RETRACTED -> "CASE WITHDRAWN";
            case POINTER -> "Pointer: that there is a case, and whom to ask";
            case UNSPECIFIED -> "Unknown kind";
        };
    }

    static String of(StakeholderKind kind) {
        return switch (kind) {
            case PLATFORM -> "platform";
            case ISP -> "internet service provider";
            case MESSAGING_SERVICE -> "messaging service";
            case CONTENT_PROVIDER -> "content provider";
            case HOTLINE -> "hotline";
            case NGO -> "non-governmental organisation";
            case HELPLINE -> "helpline";
            case LAW_ENFORCEMENT -> "law enforcement";
            case REGULATOR -> "regulator";
            case EDUCATIONAL_INSTITUTION -> "educational institution";
            case UNSPECIFIED -> "unknown kind";
        };
    }
}
