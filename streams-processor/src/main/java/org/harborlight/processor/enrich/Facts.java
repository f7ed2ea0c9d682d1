package org.harborlight.processor.enrich;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.JurisdictionBasis;
import org.jspecify.annotations.Nullable;

/** Sets of jurisdiction facts. A union keeps every place, basis and source once, in its strongest form. */
public final class Facts {
    private static final Comparator<Fact> STRENGTH = Comparator.comparing(Facts::isStrong)
            .thenComparingInt(Fact::getConfidence)
            .thenComparing(Fact::getObservedAt, Comparator.nullsFirst(Comparator.naturalOrder()));

    private Facts() {}

    private record Place(String country, @Nullable String subdivision, JurisdictionBasis basis, FactSource source) {}

    /** Whether the fact may release identity. */
    public static boolean isStrong(Fact fact) {
        return fact.getWeaknesses().isEmpty();
    }

    /** Every fact once, in the order in which its place was first named. */
    public static List<Fact> union(Collection<Fact> facts) {
        Map<Place, Fact> strongest = new LinkedHashMap<>();
        for (Fact fact : facts) {
            Place place = new Place(fact.getCountry(), fact.getSubdivision(), fact.getBasis(), fact.getSource());
            strongest.merge(place, fact, (kept, other) -> STRENGTH.compare(other, kept) > 0 ? other : kept);
        }
        return List.copyOf(strongest.values());
    }
}
