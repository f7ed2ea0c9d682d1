package org.harborlight.schemas.notice;

import static org.harborlight.schemas.notice.NoticeChecks.length;
import static org.harborlight.schemas.notice.NoticeChecks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.Token;

/** Checks the lists of a notice: content, actors, places. */
final class DetailChecks {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern PREFIX =
            Pattern.compile("(\\d{1,3}\\.){3}0/24|([0-9a-f]{1,4}:){1,3}:/48|([0-9a-f]{1,4}:){2}:/48");
    private static final int TOKEN_BYTES = 32;

    private final NoticeLimits limits;
    private final List<Finding> findings;

    DetailChecks(NoticeLimits limits, List<Finding> findings) {
        this.limits = limits;
        this.findings = findings;
    }

    void content(List<ContentReference> content) {
        require(
                content.size() <= limits.contentReferences(),
                "/content",
                "must have at most " + limits.contentReferences() + " entries",
                findings);
        Set<String> items = new HashSet<>();
        for (int i = 0; i < content.size(); i++) {
            ContentReference reference = content.get(i);
            String at = "/content/" + i;
            int length = reference.getItemId().length();
            require(length >= 1 && length <= 64, at + "/itemId", "must have 1 to 64 characters", findings);
            require(items.add(reference.getItemId()), at + "/itemId", "must be unique", findings);
            require(reference.getKind() != ContentKind.UNSPECIFIED, at + "/kind", "must be known", findings);
            require(reference.getDigests().size() <= 8, at + "/digests", "must have at most 8 entries", findings);
            require(
                    length(reference.getMatchedList()) <= 100,
                    at + "/matchedList",
                    "must have at most 100 characters",
                    findings);
            for (int d = 0; d < reference.getDigests().size(); d++) {
                digest(reference.getDigests().get(d), at + "/digests/" + d);
            }
        }
    }

    private void digest(Digest digest, String at) {
        int expected = switch (digest.getAlgorithm()) {
            case MD5 -> 16;
            case SHA1 -> 20;
            case SHA256, PDQ -> 32;
            case UNSPECIFIED -> -1;
        };
        require(expected > 0, at + "/algorithm", "must be known", findings);
        require(
                expected < 0 || digest.getValue().remaining() == expected,
                at + "/value",
                "has the wrong length",
                findings);
        Integer quality = digest.getQuality();
        require(
                quality == null || (digest.getAlgorithm() == DigestAlgorithm.PDQ && quality >= 0 && quality <= 100),
                at + "/quality",
                "belongs to PDQ only, 0 to 100",
                findings);
    }

    void actors(List<Actor> actors) {
        require(
                actors.size() <= limits.actors(),
                "/actors",
                "must have at most " + limits.actors() + " entries",
                findings);
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            String at = "/actors/" + i;
            require(
                    actor.getNumber() >= 1 && numbers.add(actor.getNumber()),
                    at + "/number",
                    "must be unique, from 1",
                    findings);
            require(actor.getRole() != ActorRole.UNSPECIFIED, at + "/role", "must be known", findings);
            require(
                    actor.getTokens().isEmpty() || actor.getRole() == ActorRole.REPORTED_PERSON,
                    at + "/tokens",
                    "belong to a REPORTED_PERSON only",
                    findings);
            require(actor.getTokens().size() <= 16, at + "/tokens", "must have at most 16 entries", findings);
            for (int t = 0; t < actor.getTokens().size(); t++) {
                Token token = actor.getTokens().get(t);
                require(
                        token.getValue().remaining() == TOKEN_BYTES,
                        at + "/tokens/" + t + "/value",
                        "must have 32 bytes",
                        findings);
            }
        }
    }

    void places(IncidentNotice notice) {
        List<DeclaredFact> facts = notice.getJurisdictionFacts();
        require(facts.size() <= 64, "/jurisdictionFacts", "must have at most 64 entries", findings);
        for (int i = 0; i < facts.size(); i++) {
            DeclaredFact fact = facts.get(i);
            String at = "/jurisdictionFacts/" + i;
            require(
                    COUNTRIES.contains(fact.getCountry()),
                    at + "/country",
                    "must be an ISO 3166-1 alpha-2 code",
                    findings);
            require(
                    fact.getBasis() != JurisdictionBasis.UNSPECIFIED
                            && fact.getBasis() != JurisdictionBasis.ESTABLISHMENT,
                    at + "/basis",
                    "must be known and not ESTABLISHMENT",
                    findings);
            require(
                    fact.getConfidence() >= 0 && fact.getConfidence() <= 1000,
                    at + "/confidence",
                    "must be 0 to 1000",
                    findings);
        }
        int observations = notice.getNetworkObservations().size();
        require(observations <= limits.observations(), "/networkObservations", "has too many entries", findings);
        for (int i = 0; i < observations; i++) {
            String at = "/networkObservations/" + i;
            var observation = notice.getNetworkObservations().get(i);
            require(
                    PREFIX.matcher(observation.getPrefix()).matches(),
                    at + "/prefix",
                    "must be an IPv4 /24 or IPv6 /48",
                    findings);
            require(observation.getRole() != NetworkRole.UNSPECIFIED, at + "/role", "must be known", findings);
        }
    }
}
