package org.harborlight.schemas;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What belongs to a desk's answer, and what of it is shared unless the desk says otherwise. For both ends; stateless. */
public final class FeedbackRules {
    /** Longest reference of the partner's own, in code points. */
    public static final int LONGEST_REFERENCE = 128;

    /** Longest note, in code points. */
    public static final int LONGEST_NOTE = 1000;

    /** Longest time for which one answer keeps content on the net; the desk may ask again. */
    public static final Duration LONGEST_HOLD = Duration.ofDays(180);

    /** Longest time ahead of any answer: what is further away is a slip, and no date that all can reckon with. */
    public static final Duration LONGEST_AHEAD = Duration.ofDays(36_525);

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern REASON = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private FeedbackRules() {}

    /** What an answer cannot do without. */
    public enum Need {
        NOTHING,
        COUNTRY,
        UNTIL,
        REASON_CODE
    }

    public static Need need(FeedbackAnswer answer) {
        return switch (answer) {
            case WRONG_JURISDICTION -> Need.COUNTRY;
            case PRESERVE, HOLD_TAKEDOWN -> Need.UNTIL;
            case NOT_ACTIONABLE -> Need.REASON_CODE;
            case ACKNOWLEDGED,
                    MORE_INFORMATION_NEEDED,
                    RELEASE_HOLD,
                    REMOVED,
                    ACTION_TAKEN,
                    CHILD_SAFEGUARDED,
                    NOT_ILLEGAL,
                    CONTAINED_MATERIAL,
                    RETRACTION_APPLIED,
                    UNSPECIFIED -> Need.NOTHING;
        };
    }

    /** A request to the submitter that the submitter never sees would be pointless; everything else stays with us. */
    public static boolean sharedUnlessSaid(FeedbackAnswer answer) {
        return switch (answer) {
            case MORE_INFORMATION_NEEDED, PRESERVE, HOLD_TAKEDOWN, RELEASE_HOLD, NOT_ACTIONABLE, RETRACTION_APPLIED ->
                true;
            case ACKNOWLEDGED,
                    WRONG_JURISDICTION,
                    REMOVED,
                    ACTION_TAKEN,
                    CHILD_SAFEGUARDED,
                    NOT_ILLEGAL,
                    CONTAINED_MATERIAL,
                    UNSPECIFIED -> false;
        };
    }

    public static boolean isCountry(String text) {
        return COUNTRY.matcher(text).matches();
    }

    /** Whether a time is one that the answer, given at that moment, may name: not over, and not too far ahead. */
    public static boolean isUntil(FeedbackAnswer answer, Instant until, Instant at) {
        Duration longest = answer == FeedbackAnswer.HOLD_TAKEDOWN ? LONGEST_HOLD : LONGEST_AHEAD;
        return !until.isBefore(at) && !until.isAfter(at.plus(longest));
    }

    public static boolean isReasonCode(String text) {
        return REASON.matcher(text).matches();
    }

    /** Whether it says something and is no longer than so many code points. */
    public static boolean isText(String text, int longest) {
        return !text.isBlank() && text.codePointCount(0, text.length()) <= longest;
    }
}
