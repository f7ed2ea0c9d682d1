package org.harborlight.processor.route;

import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Participant;
import org.jspecify.annotations.Nullable;

/** The submitter may narrow who receives its notice; routing is intersected with that, notice by notice. */
final class Audiences {
    private Audiences() {}

    /** Whether the partner may receive the notice for a fact in the country. */
    static boolean admits(@Nullable Audience audience, Participant partner, String country) {
        return knows(audience, partner)
                && (audience == null
                        || audience.getCountries().isEmpty()
                        || audience.getCountries().contains(country));
    }

    /** Whether the notice may stand in a snapshot for the partner. */
    static boolean shows(@Nullable Audience audience, Participant partner) {
        return knows(audience, partner)
                && (audience == null
                        || audience.getCountries().isEmpty()
                        || partner.getCoverage().stream().anyMatch(audience.getCountries()::contains));
    }

    /** Whether the partner is neither excluded nor of a kind left out; stays the same whatever the directory says. */
    static boolean knows(@Nullable Audience audience, Participant partner) {
        return !excludes(audience, partner)
                && (audience == null
                        || audience.getRecipientKinds().isEmpty()
                        || audience.getRecipientKinds().contains(partner.getKind()));
    }

    static boolean excludes(@Nullable Audience audience, Participant partner) {
        return audience != null && audience.getExclude().contains(partner.getParticipantId());
    }
}
