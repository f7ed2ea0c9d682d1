package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.Rule;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;

/** What holds for any case, any rule table and any profiles: nothing shown is taken back, nothing opens by mistake. */
class CasePropertiesTest {
    private static final List<Priority> FROM_HIGH_TO_LOW = RandomNotices.PRIORITIES;

    private static final TestExchange EXCHANGE = TestExchange.standard();

    /** Rules that change once, partners with some profiles, and the notices of one case in order. */
    record Story(RuleTable first, RuleTable last, List<Participant> partners, List<IncidentNotice> notices) {
        /** Tells of each notice as it joins what was delivered, under which rules. */
        void tell(BiConsumer<Map<String, Delivery>, RuleTable> listener) {
            partners.forEach(EXCHANGE::join);
            TestCase theCase = new TestCase(EXCHANGE, notices.getFirst());
            for (int next = 0; next < notices.size(); next++) {
                RuleTable rules = next == notices.size() - 1 ? last : first;
                EXCHANGE.with(rules);
                listener.accept(theCase.join(notices.get(next)).deliveries(), rules);
            }
        }

        /** Of the partners with some profile; those of the standard exchange have a full one. */
        List<SectionKind> profile(String partnerId) {
            return partners.stream()
                    .filter(partner -> partner.getParticipantId().equals(partnerId))
                    .findFirst()
                    .map(partner -> partner.getReleaseProfile().getSections())
                    .orElse(RandomRules.SECTIONS);
        }
    }

    @Provide
    Arbitrary<Story> stories() {
        return Combinators.combine(
                        RandomRules.tables(),
                        RandomRules.tables(),
                        RandomRules.partners(),
                        RandomNotices.any().list().ofMinSize(2).ofMaxSize(4))
                .as(Story::new);
    }

    @Property(tries = 200)
    void shouldNeverTakeBackWhatAPartnerSeesWhenAnotherNoticeJoins(@ForAll("stories") Story story) {
        Map<String, Delivery> latest = new HashMap<>();
        story.tell((deliveries, rules) -> deliveries.forEach((partner, now) -> {
            Delivery before = latest.put(partner, now);
            if (before != null) {
                assertThat(seen(now)).as(partner).containsAll(seen(before));
                assertThat(rank(now.getPriority())).as(partner).isLessThanOrEqualTo(rank(before.getPriority()));
            }
            assertThat(now.getNotices())
                    .as(partner)
                    .allMatch(notice -> rank(now.getPriority()) <= rank(notice.getPriority()));
        }));
    }

    @Property(tries = 200)
    void shouldOpenOnlyWhatRuleAndProfileAllowWhenAnythingIsDelivered(@ForAll("stories") Story story) {
        story.tell((deliveries, rules) -> deliveries.forEach((partner, delivery) -> {
            assertThat(allowed(delivery, rules, story.profile(partner)))
                    .as(partner)
                    .containsAll(delivery.getReleasedSections());
            assertThat(sections(delivery)).as(partner).isEqualTo(Set.copyOf(delivery.getReleasedSections()));
        }));
    }

    /** Actors, content and countries, each by its notice. */
    private static Set<String> seen(Delivery delivery) {
        Set<String> seen = new HashSet<>();
        for (SharedNotice notice : delivery.getNotices()) {
            String id = notice.getOrigin().getNoticeId();
            notice.getActors().forEach(actor -> seen.add(id + "/actor/" + actor.getNumber()));
            notice.getContent().forEach(content -> seen.add(id + "/content/" + content.getItemId()));
        }
        delivery.getFacts().forEach(fact -> seen.add("country/" + fact.getCountry()));
        return seen;
    }

    private static int rank(Priority priority) {
        return FROM_HIGH_TO_LOW.indexOf(priority);
    }

    private static Set<SectionKind> sections(Delivery delivery) {
        return delivery.getNotices().stream()
                .flatMap(notice -> notice.getSections().stream())
                .map(SealedSection::getKind)
                .collect(Collectors.toSet());
    }

    /** Within the profile, what the rules that the delivery names release; all of it at a fallback desk. */
    private static Set<SectionKind> allowed(Delivery delivery, RuleTable rules, List<SectionKind> profile) {
        List<String> ids =
                delivery.getReasons().stream().map(DeliveryReason::getRuleId).toList();
        Set<SectionKind> allowed = EnumSet.noneOf(SectionKind.class);
        rules.getRules().stream()
                .filter(rule -> ids.contains(rule.getId()) && !rule.getPointerOnly())
                .map(Rule::getRelease)
                .forEach(allowed::addAll);
        if (ids.contains("fallback-desk")) {
            allowed.addAll(profile);
        }
        allowed.retainAll(profile);
        return allowed;
    }
}
