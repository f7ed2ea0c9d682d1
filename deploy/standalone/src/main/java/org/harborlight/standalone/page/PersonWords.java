package org.harborlight.standalone.page;

import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.AgeSource;
import org.harborlight.schemas.NetworkRole;

/** People in plain words. Stateless. */
final class PersonWords {
    private PersonWords() {}

    static String of(ActorRole role) {
        return switch (role) {
            case REPORTED_PERSON -> "Reported person";
            case CHILD_VICTIM -> "Child";
            case INTENDED_RECIPIENT -> "Intended recipient";
            case ASSOCIATED -> "Associated person";
            case UNSPECIFIED -> "Person";
        };
    }

    /** Empty where nothing is known of it. */
    static String age(Actor actor) {
        AgeBand band = actor.getAgeBand();
        if (band == null) {
            return "";
        }
        String age = switch (band) {
            case UNDER_13 -> "under 13";
            case FROM_13_TO_15 -> "13 to 15";
            case FROM_16_TO_17 -> "16 or 17";
            case ADULT -> "adult";
            case UNKNOWN, UNSPECIFIED -> "not known";
        };
        AgeSource source = actor.getAgeSource();
        return source == null
                ? age
                : age
                        + switch (source) {
                            case DECLARED -> " (as the account says)";
                            case ESTIMATED -> " (estimated)";
                            case VERIFIED -> " (verified)";
                            case UNSPECIFIED -> "";
                        };
    }

    static String of(NetworkRole role) {
        return switch (role) {
            case UPLOAD -> "upload";
            case LOGIN -> "login";
            case REGISTRATION -> "registration";
            case HOSTING -> "hosting";
            case OTHER, UNSPECIFIED -> "other";
        };
    }
}
