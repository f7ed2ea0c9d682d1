package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.harborlight.schemas.RuleFlag;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;

/**
 * What is decided before any rule, so that reporting harm to a child does not harm a child. Where a child may be the
 * reported person or has made the content, only those who help receive the case, and identity stays in the child's own
 * country. What no person has reviewed goes to a hotline first, without identity. Immutable.
 */
public record Safeguards(List<String> names, boolean childConcerned, boolean supportOnly, boolean unreviewed) {
    static final String MINOR_REPORTED_PERSON = "minor-reported-person";
    static final String MINOR_TO_MINOR = "minor-to-minor";
    static final String SELF_GENERATED = "self-generated";
    static final String UPLOADER_IS_CHILD = "uploader-is-child";
    static final String NOT_REVIEWED = "not-reviewed";
    static final String WEAK_FACT = "weak-fact";

    private static final String WITHHELD_PREFIX = "safeguard-";

    /**
     * Sections that can say who someone is. Free text can name a person as well as any field can.
     */
    static final Set<SectionKind> IDENTIFYING =
            Set.of(SectionKind.REPORTED_PERSON, SectionKind.CHILD_VICTIM, SectionKind.NARRATIVE);

    /** Those who help a child or take content down, and prosecute no one. */
    private static final Set<StakeholderKind> SUPPORT =
            Set.of(StakeholderKind.HOTLINE, StakeholderKind.HELPLINE, StakeholderKind.NGO);

    public Safeguards {
        names = List.copyOf(names);
    }

    static Safeguards of(Circumstances circumstances, boolean uploaderIsChild) {
        List<String> names = new ArrayList<>();
        name(names, MINOR_REPORTED_PERSON, circumstances.has(RuleFlag.MINOR_REPORTED_PERSON));
        name(names, MINOR_TO_MINOR, circumstances.has(RuleFlag.MINOR_TO_MINOR));
        name(names, SELF_GENERATED, circumstances.has(RuleFlag.APPEARS_SELF_GENERATED));
        boolean child = !names.isEmpty();
        name(names, UPLOADER_IS_CHILD, uploaderIsChild);
        boolean imminent = circumstances.imminent();
        boolean unreviewed = !circumstances.has(RuleFlag.HUMAN_REVIEWED) && !imminent;
        name(names, NOT_REVIEWED, unreviewed);
        boolean lifted = imminent || circumstances.has(RuleFlag.COERCION) || circumstances.adultReported();
        return new Safeguards(names, child, child && !lifted, unreviewed);
    }

    private static void name(List<String> names, String name, boolean applies) {
        if (applies) {
            names.add(name);
        }
    }

    boolean uploaderIsChild() {
        return names.contains(UPLOADER_IS_CHILD);
    }

    /** Why a kind of recipient may not receive the case through a rule; empty where it may. */
    Optional<String> refuses(StakeholderKind kind, boolean nationalDuty) {
        return supportOnly && !nationalDuty && !SUPPORT.contains(kind)
                ? Optional.of(withheld(names.getFirst()))
                : Optional.empty();
    }

    static String withheld(String name) {
        return WITHHELD_PREFIX + name;
    }

    static Set<SectionKind> withoutIdentity(Set<SectionKind> sections) {
        Set<SectionKind> rest = EnumSet.noneOf(SectionKind.class);
        rest.addAll(sections);
        rest.removeAll(IDENTIFYING);
        return rest;
    }
}
