package org.harborlight.schemas.notice;

import static org.harborlight.schemas.notice.NoticeChecks.require;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.jspecify.annotations.Nullable;

/**
 * Checks the places of a notice: declared facts and network observations. One thread.
 *
 * @param latest nothing can have been observed after it
 */
record PlaceChecks(NoticeLimits limits, Instant latest, List<Finding> findings) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern PREFIX =
            Pattern.compile("(" + OCTET + "\\.){3}0/24|([0-9a-f]{1,4}:){1,3}:/48|([0-9a-f]{1,4}:){2}:/48");

    static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    void facts(List<DeclaredFact> facts) {
        require(facts.size() <= 64, "/jurisdictionFacts", "must have at most 64 entries", findings);
        for (int i = 0; i < facts.size(); i++) {
            fact(facts.get(i), "/jurisdictionFacts/" + i);
        }
    }

    void observations(List<NetworkObservation> observations) {
        require(
                observations.size() <= limits.observations(),
                "/networkObservations",
                "must have at most " + limits.observations() + " entries",
                findings);
        for (int i = 0; i < observations.size(); i++) {
            NetworkObservation observation = observations.get(i);
            String at = "/networkObservations/" + i;
            require(
                    PREFIX.matcher(observation.getPrefix()).matches(),
                    at,
                    "/prefix",
                    "must be an IPv4 /24 or IPv6 /48",
                    findings);
            require(observation.getRole() != NetworkRole.UNSPECIFIED, at, "/role", "must be known", findings);
            past(observation.getAt(), at + "/at");
        }
    }

    private void fact(DeclaredFact fact, String at) {
        require(isCountry(fact.getCountry()), at, "/country", "must be an ISO 3166-1 alpha-2 code", findings);
        @Nullable String subdivision = fact.getSubdivision();
        require(
                subdivision == null
                        || (SUBDIVISION.matcher(subdivision).matches()
                                && subdivision.startsWith(fact.getCountry() + "-")),
                at,
                "/subdivision",
                "must be an ISO 3166-2 code of the country",
                findings);
        require(
                fact.getBasis() != JurisdictionBasis.UNSPECIFIED && fact.getBasis() != JurisdictionBasis.ESTABLISHMENT,
                at,
                "/basis",
                "must be known and not ESTABLISHMENT",
                findings);
        require(
                fact.getConfidence() >= 0 && fact.getConfidence() <= 1000,
                at,
                "/confidence",
                "must be 0 to 1000",
                findings);
        past(fact.getObservedAt(), at + "/observedAt");
    }

    private void past(@Nullable Instant time, String at) {
        require(time == null || !time.isAfter(latest), at, "must not lie in the future", findings);
    }
}
