package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.topology.TwoLanes.Accepted;
import org.harborlight.processor.topology.TwoLanes.Told;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.Verdict;

/**
 * Whom the notices of a history must reach, worked out from what was submitted and not from what was routed: the desks of
 * the countries that a notice names, and all that had its case before or got it later, from whichever lane. No notice of these
 * histories narrows its audience or waits for a digest, and all desks take whole cases. One object serves one history.
 */
final class DeliveredNotices {
    /** Where somebody involved is; the third country of the histories has none, so that some notices are held. */
    private static final Map<String, String> DESKS = Map.of("IE", "police-ie", "DE", "police-de");

    private static final List<Lane> LANES = List.of(Lane.URGENT, Lane.STANDARD);

    private final Told told;
    private final Map<String, Delivery> byId = new HashMap<>();
    /** By case and lane, then by partner. */
    private final Map<String, Map<String, Delivery>> newest = new HashMap<>();

    private final Set<String> withdrawn;

    DeliveredNotices(Told told) {
        this.told = told;
        for (Delivery delivery : told.deliveries()) {
            byId.put(delivery.getDeliveryId(), delivery);
            newest.computeIfAbsent(delivery.getLane() + "/" + delivery.getCaseId(), _ -> new HashMap<>())
                    .put(delivery.getPartnerId(), delivery);
        }
        this.withdrawn = withdrawn(told);
    }

    /** Each of its recipients has a notice in the newest version of its case, and whole, unless it was withdrawn. */
    void assertComplete() {
        for (Accepted one : told.accepted()) {
            Outcome verdict = verdict(one);
            verdict.getRoutes().forEach(route -> assertBrought(route, verdict));
            Set<String> recipients = verdict.getRoutes().stream()
                    .map(Route::getPartnerId)
                    .collect(Collectors.toCollection(HashSet::new));
            if (verdict.getVerdict() != Verdict.HELD) {
                assertThat(recipients).as("%s", one.notice()).containsAll(holdersBefore(verdict));
            }
            if (stands(one.notice())) {
                assertThat(verdict.getVerdict()).isIn(Verdict.OPENED, Verdict.LINKED, Verdict.HELD);
                LANES.forEach(lane -> recipients.addAll(holders(lane, verdict).keySet()));
                assertThat(recipients).as("%s", one.notice()).containsAll(desks(one.notice()));
            }
            recipients.forEach(partner -> assertHas(partner, one.notice(), verdict));
        }
    }

    /** The one verdict that is the notice's own, of whichever lane it ended on. */
    private Outcome verdict(Accepted one) {
        String receipt = one.record().getReceiptId();
        List<Outcome> own = told.outcomes().stream()
                .filter(outcome -> outcome.getReceiptId().equals(receipt)
                        && outcome.getVerdict() != Verdict.REPLAYED
                        && outcome.getVerdict() != Verdict.HANDED_OVER)
                .toList();
        assertThat(own).as("%s", one.notice()).hasSize(1);
        return own.getFirst();
    }

    private void assertBrought(Route route, Outcome verdict) {
        Delivery delivery = Optional.ofNullable(byId.get(route.getDeliveryId()))
                .orElseThrow(() -> new AssertionError("not delivered as routed: " + route));
        assertThat(delivery.getPartnerId()).isEqualTo(route.getPartnerId());
        assertThat(delivery.getVersion()).isEqualTo(verdict.getVersion());
        assertThat(shared(delivery, verdict)).as("brought by %s", route).isPresent();
    }

    private void assertHas(String partner, IncidentNotice notice, Outcome verdict) {
        Delivery delivery = Optional.ofNullable(
                        holders(verdict.getLane(), verdict).get(partner))
                .orElseThrow(() -> new AssertionError(partner + " does not have the case of " + notice));
        Optional<SharedNotice> shared = shared(delivery, verdict);
        assertThat(shared).as("%s has %s", partner, notice).isPresent();
        if (stands(notice)) {
            SharedNotice whole = shared.get();
            assertThat(whole.getRetracted()).as("%s", notice).isNull();
            assertThat(whole.getActors())
                    .extracting(Actor::getNumber)
                    .containsExactlyElementsOf(
                            notice.getActors().stream().map(Actor::getNumber).toList());
            assertThat(whole.getContent())
                    .extracting(ContentReference::getItemId)
                    .containsExactlyElementsOf(notice.getContent().stream()
                            .map(ContentReference::getItemId)
                            .toList());
        }
    }

    private static Optional<SharedNotice> shared(Delivery delivery, Outcome verdict) {
        return delivery.getNotices().stream()
                .filter(notice -> notice.getOrigin().getReceiptId().equals(verdict.getReceiptId()))
                .findFirst();
    }

    /** The newest delivery of each that has the case. */
    private Map<String, Delivery> holders(Lane lane, Outcome verdict) {
        return newest.getOrDefault(lane + "/" + verdict.getCaseId(), Map.of());
    }

    private Set<String> holdersBefore(Outcome verdict) {
        return told.deliveries().stream()
                .filter(delivery -> delivery.getLane() == verdict.getLane()
                        && delivery.getCaseId().equals(verdict.getCaseId())
                        && delivery.getVersion() < verdict.getVersion())
                .map(Delivery::getPartnerId)
                .collect(Collectors.toSet());
    }

    private static List<String> desks(IncidentNotice notice) {
        return notice.getJurisdictionFacts().stream()
                .map(DeclaredFact::getCountry)
                .filter(DESKS::containsKey)
                .map(DESKS::get)
                .distinct()
                .toList();
    }

    /** Nobody has withdrawn it, nor anything that it was built on. */
    private boolean stands(IncidentNotice notice) {
        return notice.getKind() != NoticeKind.RETRACTION && !withdrawn.contains(id(notice));
    }

    /** What some retraction of the history names, and what was built on that, in whatever order they came. */
    private static Set<String> withdrawn(Told told) {
        Set<String> ids = new HashSet<>();
        int before;
        do {
            before = ids.size();
            for (Accepted one : told.accepted()) {
                String original = original(one.notice());
                if (one.notice().getKind() == NoticeKind.RETRACTION) {
                    ids.add(original);
                } else if (ids.contains(original)) {
                    ids.add(id(one.notice()));
                }
            }
        } while (ids.size() > before);
        return ids;
    }

    private static String id(IncidentNotice notice) {
        return notice.getSubmitterId() + "/" + notice.getNoticeId();
    }

    private static String original(IncidentNotice notice) {
        return notice.getSubmitterId() + "/" + notice.getRefersTo();
    }
}
