package org.harborlight.standalone.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SharedNotice;

/**
 * A case out of all the versions that a desk has of it. Versions count per lane, and each lane's newest is a whole
 * snapshot; so what is current is the union of both. A pointer tells of a case without holding it, and counts only where
 * nothing else is there.
 *
 * @param current newest decision first, at least one
 * @param history every version that verifies, newest decision first
 * @param unverified how many are kept that do not verify with the keys given today
 */
record CaseView(List<Snapshot> current, List<Version> history, int unverified) {
    private static final Comparator<Version> BY_DECISION = Comparator.comparing(
                    (Version version) -> version.delivery().getDecidedAt())
            .thenComparingInt(version -> version.delivery().getVersion())
            .reversed();

    static CaseView of(List<Version> versions, int unverified, Function<Version, Snapshot> open) {
        List<Version> history = versions.stream().sorted(BY_DECISION).toList();
        Map<Lane, Version> newest = new EnumMap<>(Lane.class);
        history.forEach(version -> newest.merge(version.delivery().getLane(), version, CaseView::newer));
        List<Version> current = new ArrayList<>(newest.values());
        if (current.stream().anyMatch(CaseView::isCase)) {
            current.removeIf(version -> !isCase(version));
        }
        current.sort(BY_DECISION);
        return new CaseView(current.stream().map(open).toList(), history, unverified);
    }

    private static Version newer(Version one, Version other) {
        if (isCase(one) != isCase(other)) {
            return isCase(one) ? one : other;
        }
        Comparator<Delivery> order = Comparator.comparing(Delivery::getOpenedAt).thenComparingInt(Delivery::getVersion);
        return order.compare(one.delivery(), other.delivery()) >= 0 ? one : other;
    }

    private static boolean isCase(Version version) {
        return version.delivery().getKind() != DeliveryKind.POINTER;
    }

    Delivery newest() {
        return current.getFirst().delivery();
    }

    boolean isPointer() {
        return current.stream().noneMatch(snapshot -> isCase(snapshot.version()));
    }

    /** Every notice of the case has been withdrawn. */
    boolean isWithdrawn() {
        return current.stream().allMatch(snapshot -> snapshot.delivery().getKind() == DeliveryKind.CASE_RETRACTED);
    }

    /** Something was withdrawn and something else stands. */
    boolean isPartlyWithdrawn() {
        return !isWithdrawn()
                && (notices().stream()
                                .anyMatch(notice ->
                                        !notice.isUnlinked() && (notice.isWithdrawn() || notice.isRetraction()))
                        || current.stream()
                                .anyMatch(snapshot -> snapshot.delivery().getKind() == DeliveryKind.CASE_RETRACTED));
    }

    /** Something was joined to it by mistake, and has left it. */
    boolean isTakenApart() {
        return notices().stream().anyMatch(CaseNotice::isUnlinked);
    }

    boolean isTest() {
        return current.stream().anyMatch(snapshot -> snapshot.delivery().getTest());
    }

    /** Those that stand first, then newest first. */
    List<CaseNotice> notices() {
        Map<String, CaseNotice> byKey = new LinkedHashMap<>();
        for (Snapshot snapshot : current) {
            for (SharedNotice notice : snapshot.delivery().getNotices()) {
                CaseNotice found = new CaseNotice(notice, snapshot);
                byKey.merge(found.key(), found, (one, other) -> one.stands() ? other : one);
            }
        }
        return byKey.values().stream()
                .sorted(Comparator.comparing((CaseNotice notice) -> !notice.stands()))
                .toList();
    }

    List<CaseNotice> standing() {
        return notices().stream().filter(CaseNotice::stands).toList();
    }

    /** The highest of what is current. */
    Priority priority() {
        return current.stream()
                .map(snapshot -> snapshot.delivery().getPriority())
                .filter(priority -> priority != Priority.UNSPECIFIED)
                .min(Comparator.naturalOrder())
                .orElse(Priority.UNSPECIFIED);
    }

    Set<HarmType> harms() {
        return union(Delivery::getHarms);
    }

    /** What all current snapshots list, each once, in their order. */
    <T> Set<T> union(Function<Delivery, List<T>> list) {
        return current.stream()
                .flatMap(snapshot -> list.apply(snapshot.delivery()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
