package org.harborlight.processor.link;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Withheld;

/** What came of one notice that joined a case: its outcome, and the deliveries by partner. Immutable. */
public record Joined(Outcome outcome, Map<String, Delivery> deliveries) {
    public Set<String> recipients() {
        return deliveries.keySet();
    }

    public Delivery delivery(String partnerId) {
        return Objects.requireNonNull(deliveries.get(partnerId), () -> "no delivery to " + partnerId);
    }

    /** Sections that the partner may open. */
    public List<SectionKind> sections(String partnerId) {
        return delivery(partnerId).getReleasedSections();
    }

    /** Why the partner was left out, each reason once; empty where it was not. */
    public List<String> reasonsAgainst(String partnerId) {
        return outcome.getWithheld().stream()
                .filter(one -> partnerId.equals(one.getPartnerId()))
                .map(Withheld::getReason)
                .distinct()
                .toList();
    }
}
