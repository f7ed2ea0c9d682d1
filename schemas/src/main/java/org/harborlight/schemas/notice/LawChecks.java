package org.harborlight.schemas.notice;

import static org.harborlight.schemas.notice.NoticeChecks.length;
import static org.harborlight.schemas.notice.NoticeChecks.require;

import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.StatutoryFiling;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a notice says of law: ground, audience, filings, preservation. One thread.
 *
 * @param latest nothing can have been filed after it
 */
record LawChecks(Instant latest, List<Finding> findings) {
    void law(IncidentNotice notice) {
        require(
                notice.getDisclosureBasis() != DisclosureBasis.UNSPECIFIED,
                "/disclosureBasis",
                "must be given",
                findings);
        @Nullable Audience audience = notice.getAudience();
        if (audience != null) {
            audience(audience);
        }
        filings(notice.getStatutoryFilings());
        @Nullable Instant until = notice.getPreserveUntil();
        require(
                until == null || !until.isBefore(notice.getCreatedAt()),
                "/preserveUntil",
                "must not be before createdAt",
                findings);
    }

    /** An audience that says something unknown might let through whom the submitter meant to leave out. */
    private void audience(Audience audience) {
        List<StakeholderKind> kinds = audience.getRecipientKinds();
        require(kinds.size() <= 16, "/audience/recipientKinds", "must have at most 16 entries", findings);
        for (int i = 0; i < kinds.size(); i++) {
            require(
                    kinds.get(i) != StakeholderKind.UNSPECIFIED,
                    "/audience/recipientKinds/" + i,
                    "must be known",
                    findings);
        }
        List<String> countries = audience.getCountries();
        require(countries.size() <= 64, "/audience/countries", "must have at most 64 entries", findings);
        for (int i = 0; i < countries.size(); i++) {
            require(
                    PlaceChecks.isCountry(countries.get(i)),
                    "/audience/countries/" + i,
                    "must be an ISO 3166-1 alpha-2 code",
                    findings);
        }
        List<String> excluded = audience.getExclude();
        require(excluded.size() <= 64, "/audience/exclude", "must have at most 64 entries", findings);
        for (int i = 0; i < excluded.size(); i++) {
            require(
                    NoticeChecks.isParticipant(excluded.get(i)),
                    "/audience/exclude/" + i,
                    "must match [a-z0-9-]{1,40}",
                    findings);
        }
    }

    private void filings(List<StatutoryFiling> filings) {
        require(filings.size() <= 16, "/statutoryFilings", "must have at most 16 entries", findings);
        for (int i = 0; i < filings.size(); i++) {
            StatutoryFiling filing = filings.get(i);
            String at = "/statutoryFilings/" + i;
            int length = length(filing.getScheme());
            require(length >= 1 && length <= 64, at, "/scheme", "must have 1 to 64 characters", findings);
            require(!filing.getFiledAt().isAfter(latest), at, "/filedAt", "must not lie in the future", findings);
        }
    }
}
