package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.Rule;
import org.harborlight.schemas.RuleEffect;
import org.harborlight.schemas.RuleFlag;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;

/** Any rule table and any profiles of the partners, most of them unwise, because no table may undo a safeguard. */
final class RandomRules {
    static final List<SectionKind> SECTIONS = Arrays.stream(SectionKind.values())
            .filter(kind -> kind != SectionKind.UNSPECIFIED)
            .toList();
    private static final List<RuleFlag> FLAGS = List.of(
            RuleFlag.HUMAN_REVIEWED,
            RuleFlag.APPEARS_SELF_GENERATED,
            RuleFlag.COERCION,
            RuleFlag.PRIVATE_MESSAGE,
            RuleFlag.NATIONAL_DUTY);

    private static final List<String> IDS = List.of("police-ie", "hotline-nl", "helpline-ie", "regulator");

    private RandomRules() {}

    static Arbitrary<RuleTable> tables() {
        return rule().list().ofMinSize(1).ofMaxSize(6).map(rules -> {
            List<Rule> numbered = new ArrayList<>();
            rules.forEach(rule -> numbered.add(
                    Rule.newBuilder(rule).setId("rule-" + numbered.size()).build()));
            return RuleTable.newBuilder()
                    .setVersion("random")
                    .setRules(numbered)
                    .build();
        });
    }

    private static Arbitrary<Rule> rule() {
        Arbitrary<Rule.Builder> when = Combinators.combine(
                        RandomNotices.subset(RandomNotices.HARMS, 0),
                        RandomNotices.subset(RandomNotices.BASES, 0),
                        RandomNotices.subset(RandomNotices.PRIORITIES, 0),
                        few(FLAGS),
                        few(RandomNotices.COUNTRIES))
                .as((harms, bases, priorities, flags, countries) -> Rule.newBuilder()
                        .setId("rule")
                        .setReason("random")
                        .setHarms(harms)
                        .setBases(bases)
                        .setPriorities(priorities)
                        .setFlags(flags)
                        .setCountries(countries));
        return Combinators.combine(
                        when,
                        Arbitraries.of(RuleEffect.ALLOW, RuleEffect.ALLOW, RuleEffect.ALLOW, RuleEffect.DENY),
                        Arbitraries.of(RandomNotices.KINDS),
                        sections(),
                        Arbitraries.of(true, false, false))
                .as((rule, effect, kind, release, pointerOnly) -> rule.setEffect(effect)
                        .setRecipientKind(kind)
                        .setRelease(release)
                        .setPointerOnly(pointerOnly)
                        .build());
    }

    /** One partner of each kind in each country, and a fallback desk, each with some profile. */
    static Arbitrary<List<Participant>> partners() {
        return sections().list().ofSize(RandomNotices.KINDS.size() + 1).map(profiles -> {
            List<Participant> partners = new ArrayList<>();
            for (int kind = 0; kind < RandomNotices.KINDS.size(); kind++) {
                StakeholderKind one = RandomNotices.KINDS.get(kind);
                String country = RandomNotices.COUNTRIES.get(kind % RandomNotices.COUNTRIES.size());
                partners.add(partner(IDS.get(kind), one, profiles.get(kind), country, "NL"));
            }
            partners.add(
                    Participant.newBuilder(partner("desk", StakeholderKind.LAW_ENFORCEMENT, profiles.getLast(), "US"))
                            .setFallbackDesk(true)
                            .build());
            return partners;
        });
    }

    private static Participant partner(String id, StakeholderKind kind, List<SectionKind> profile, String... coverage) {
        return TestExchange.partner(id, kind, coverage)
                .setReleaseProfile(
                        ReleaseProfile.newBuilder().setSections(profile).build())
                .build();
    }

    private static Arbitrary<List<SectionKind>> sections() {
        return Arbitraries.of(SECTIONS).list().uniqueElements().ofMaxSize(SECTIONS.size());
    }

    private static <T> Arbitrary<List<T>> few(List<T> all) {
        return Arbitraries.of(all).list().uniqueElements().ofMaxSize(1);
    }
}
