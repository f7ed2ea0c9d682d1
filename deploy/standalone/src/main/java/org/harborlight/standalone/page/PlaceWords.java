package org.harborlight.standalone.page;

import java.util.Locale;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.JurisdictionBasis;

/** Places in plain words. Stateless. */
final class PlaceWords {
    private PlaceWords() {}

    static String of(JurisdictionBasis basis) {
        return switch (basis) {
            case REPORTED_PERSON_LOCATION -> "the reported person is there";
            case REPORTED_PERSON_RESIDENCE -> "the reported person lives there";
            case VICTIM_LOCATION -> "the child is there";
            case VICTIM_RESIDENCE -> "the child lives there";
            case OFFENCE_LOCATION -> "the offence takes place there";
            case HOSTING -> "the content is hosted there";
            case ESTABLISHMENT -> "the submitter is established there";
            case UNSPECIFIED -> "for a reason that this program does not know";
        };
    }

    static String of(FactSource source) {
        return switch (source) {
            case DECLARED -> "the submitter says so";
            case GEOLOCATION -> "derived from an IP address";
            case DIRECTORY -> "from the exchange's directory";
            case DESK -> "another desk says that the case belongs there";
            case UNSPECIFIED -> "source not known";
        };
    }

    /** {@code Ireland (IE)}; the code alone where it is none. */
    static String country(String code) {
        if (!code.matches("[A-Z]{2}")) {
            return code;
        }
        String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
        return name.isEmpty() || name.equals(code) ? code : name + " (" + code + ")";
    }
}
