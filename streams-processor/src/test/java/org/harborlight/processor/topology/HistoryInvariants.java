package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.harborlight.processor.topology.TwoLanes.Accepted;
import org.harborlight.processor.topology.TwoLanes.Told;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.Bytes;

/** What the contract promises of any history of submissions. */
final class HistoryInvariants {
    private static final List<Priority> FROM_HIGH_TO_LOW =
            List.of(Priority.IMMINENT, Priority.URGENT, Priority.STANDARD, Priority.INFORMATIONAL);

    private HistoryInvariants() {}

    /** Each record has one outcome, which names it; and each that was handed over has one more, of its other lane. */
    static void assertOneOutcomeEach(Told told) {
        for (Accepted one : told.accepted()) {
            assertThat(told.verdictOn(one).getReceiptId())
                    .isEqualTo(one.record().getReceiptId());
        }
        List<Outcome> ofHandovers = told.outcomes().stream()
                .filter(outcome -> !outcome.getOrigin().getTopic().equals(Topics.notices(outcome.getLane())))
                .toList();
        assertThat(told.outcomes()).hasSize(told.accepted().size() + ofHandovers.size());
        assertThat(ofHandovers)
                .extracting(Outcome::getReceiptId)
                .containsExactlyInAnyOrderElementsOf(told.outcomes().stream()
                        .filter(outcome -> outcome.getVerdict() == Verdict.HANDED_OVER)
                        .map(Outcome::getReceiptId)
                        .toList());
    }

    /** The same bytes again: the same receipt id, and the first acceptance stays the one that counts. */
    static void assertRepeatsAreReplays(Told told) {
        Map<String, List<Outcome>> byReceipt = new LinkedHashMap<>();
        told.accepted()
                .forEach(one -> byReceipt
                        .computeIfAbsent(one.record().getReceiptId(), _ -> new ArrayList<>())
                        .add(told.verdictOn(one)));
        byReceipt.forEach((receipt, verdicts) -> {
            assertThat(verdicts.getFirst().getVerdict()).as(receipt).isNotEqualTo(Verdict.REPLAYED);
            assertThat(verdicts.subList(1, verdicts.size()))
                    .as(receipt)
                    .allMatch(repeat -> repeat.getVerdict() == Verdict.REPLAYED);
        });
    }

    /** One id with two contents: both stand, the later one is flagged, and neither takes the other's place. */
    static void assertConflictsAreFlagged(Told told) {
        Map<String, Set<String>> contents = new LinkedHashMap<>();
        for (Accepted one : told.accepted()) {
            Set<String> known = contents.computeIfAbsent(
                    one.lane() + "/" + one.notice().getSubmitterId() + "/"
                            + one.notice().getNoticeId(),
                    _ -> new HashSet<>());
            Outcome verdict = told.verdictOn(one);
            boolean another = !known.isEmpty() && known.add(one.record().getReceiptId());
            known.add(one.record().getReceiptId());
            if (another && verdict.getVerdict() != Verdict.HANDED_OVER && !withdrawnBefore(verdict)) {
                assertThat(verdict.getLink()).as("%s", one.notice()).isEqualTo(LinkKind.CONFLICT);
            }
        }
        for (Delivery delivery : told.deliveries()) {
            Map<String, List<SharedNotice>> byId = delivery.getNotices().stream()
                    .collect(Collectors.groupingBy(notice -> notice.getOrigin().getSubmitterId() + "/"
                            + notice.getOrigin().getNoticeId()));
            byId.values().stream()
                    .filter(sameId -> sameId.size() > 1)
                    .forEach(sameId -> assertThat(sameId).allMatch(SharedNotice::getConflict));
        }
    }

    private static boolean withdrawnBefore(Outcome verdict) {
        return verdict.getVerdict() == Verdict.HELD && "withdrawn-before-arrival".equals(verdict.getReason());
    }

    /** From one version of a case to the next, a partner loses nothing but what its submitter withdrew. */
    static void assertNothingIsTakenBack(Told told) {
        Map<String, Delivery> latest = new LinkedHashMap<>();
        for (Delivery now : told.deliveries()) {
            Delivery before = latest.put(key(now), now);
            if (before == null) {
                continue;
            }
            assertThat(now.getVersion()).isGreaterThan(before.getVersion());
            assertThat(origins(now)).as(key(now)).containsAll(origins(before));
            Set<String> withdrawn = withdrawn(now);
            assertThat(withdrawn).containsAll(withdrawn(before));
            assertThat(seen(now, withdrawn)).as(key(now)).containsAll(seen(before, withdrawn));
            if (withdrawn.equals(withdrawn(before)) && !withdrawn.equals(origins(before))) {
                assertThat(countries(now)).as(key(now)).containsAll(countries(before));
                assertThat(rank(now.getPriority())).as(key(now)).isLessThanOrEqualTo(rank(before.getPriority()));
            }
            assertThat(now.getNotices())
                    .filteredOn(notice -> notice.getRetracted() == null)
                    .allMatch(notice -> rank(now.getPriority()) <= rank(notice.getPriority()));
        }
    }

    /** What all partners have in the end, and which case each notice is in: the same in any order of the partitions. */
    static Map<String, Object> whatStands(Told told) {
        Map<String, Object> stands = new TreeMap<>();
        for (Accepted one : told.accepted()) {
            Outcome verdict = told.verdictOn(one);
            if (verdict.getCaseId() != null) {
                stands.put("case of " + one.record().getReceiptId(), verdict.getCaseId());
            }
        }
        for (Delivery delivery : told.deliveries()) {
            stands.put(
                    key(delivery),
                    List.of(
                            seen(delivery, Set.of()),
                            origins(delivery),
                            countries(delivery),
                            delivery.getPriority().name()));
        }
        return stands;
    }

    private static String key(Delivery delivery) {
        return delivery.getPartnerId() + "/" + delivery.getLane() + "/" + delivery.getCaseId();
    }

    private static String origin(SharedNotice notice) {
        return notice.getOrigin().getSubmitterId() + "/" + notice.getOrigin().getNoticeId() + "/"
                + HexFormat.of().formatHex(Bytes.copy(notice.getOrigin().getPayloadSha256()));
    }

    private static Set<String> origins(Delivery delivery) {
        return delivery.getNotices().stream().map(HistoryInvariants::origin).collect(Collectors.toSet());
    }

    private static Set<String> withdrawn(Delivery delivery) {
        return delivery.getNotices().stream()
                .filter(notice -> notice.getRetracted() != null)
                .map(HistoryInvariants::origin)
                .collect(Collectors.toSet());
    }

    /** People and content, each by its notice. */
    private static Set<String> seen(Delivery delivery, Set<String> withdrawn) {
        Set<String> seen = new HashSet<>();
        for (SharedNotice notice : delivery.getNotices()) {
            String origin = origin(notice);
            if (!withdrawn.contains(origin)) {
                notice.getActors().forEach(actor -> seen.add(origin + "/actor/" + actor.getNumber()));
                notice.getContent().forEach(content -> seen.add(origin + "/content/" + content.getItemId()));
            }
        }
        return seen;
    }

    private static Set<String> countries(Delivery delivery) {
        return delivery.getFacts().stream().map(Fact::getCountry).collect(Collectors.toSet());
    }

    private static int rank(Priority priority) {
        return FROM_HIGH_TO_LOW.indexOf(priority);
    }
}
