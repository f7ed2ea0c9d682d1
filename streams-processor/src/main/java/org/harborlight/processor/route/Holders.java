package org.harborlight.processor.route;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every partner that ever received a case; {@code pointed} of them got no more than a pointer. Immutable. */
public record Holders(Set<String> all, Set<String> pointed) {
    public static final Holders NONE = new Holders(Set.of(), Set.of());

    public Holders {
        all = Set.copyOf(all);
        pointed = Set.copyOf(pointed);
    }

    /** As they were stored or told. */
    public static Holders of(Collection<String> all, Collection<String> pointed) {
        return new Holders(Set.copyOf(all), Set.copyOf(pointed));
    }

    /** All of them, in order: as they are stored, told and signed for. */
    public List<String> inOrder() {
        return all.stream().sorted().toList();
    }

    /** Those with no more than a pointer, in order. */
    public List<String> pointedInOrder() {
        return pointed.stream().sorted().toList();
    }

    public boolean contain(String partnerId) {
        return all.contains(partnerId);
    }

    /** Whether the partner received the case itself, not only a pointer to it. */
    boolean haveBeenShown(String partnerId) {
        return all.contains(partnerId) && !pointed.contains(partnerId);
    }

    /** Whether each of the others is one of these, with as much of the case. */
    public boolean cover(Holders others) {
        return all.containsAll(others.all) && pointed.stream().noneMatch(others::haveBeenShown);
    }

    /** These and others, who keep what they have. */
    public Holders and(Holders others) {
        return new Holders(union(all, others.all), union(pointed, others.pointed));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
