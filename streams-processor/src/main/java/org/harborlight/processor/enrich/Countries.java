package org.harborlight.processor.enrich;

import java.util.Locale;
import java.util.Set;

/**
 * Tells countries from the pseudo codes of geolocation data (A1 and A2 for proxies and satellites, O1 for other, EU and
 * AP for regions, XK, the empty string): a pseudo code is unknown, never a place.
 */
final class Countries {
    private static final Set<String> ISO = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private Countries() {}

    static boolean isCountry(String code) {
        return ISO.contains(code);
    }
}
