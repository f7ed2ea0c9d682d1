package org.harborlight.e2e;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.harborlight.schemas.Delivery;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.ReceivingSystem;

/** Keeps what a partner received, by delivery id, as a partner that honours the webhook id would. Safe for all threads. */
final class RecordingDesk implements ReceivingSystem.Desk {
    private final Map<String, Set<String>> digests = new LinkedHashMap<>();
    private final Set<String> notices = new LinkedHashSet<>();
    private final Map<String, DeliveryCheck.Genuine> byNotice = new LinkedHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private int resent;

    @Override
    public synchronized void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at) {
        Set<String> seen = digests.computeIfAbsent(genuine.delivery().getDeliveryId(), id -> new LinkedHashSet<>());
        resent += seen.isEmpty() ? 0 : 1;
        seen.add(genuine.digest());
        notices.add(genuine.delivery().getTrigger().getNoticeId());
        byNotice.put(genuine.delivery().getTrigger().getNoticeId(), genuine);
    }

    @Override
    public void refused(String reason, byte[] body) {
        refusals.add(reason);
    }

    /** Notices that a delivery named as its cause. */
    synchronized Set<String> notices() {
        return Set.copyOf(notices);
    }

    /** The last delivery that named this notice as its cause. */
    synchronized Optional<Delivery> deliveryOf(String noticeId) {
        return genuine(noticeId).map(DeliveryCheck.Genuine::delivery);
    }

    /** The same, as it was verified. */
    synchronized Optional<DeliveryCheck.Genuine> genuine(String noticeId) {
        return Optional.ofNullable(byNotice.get(noticeId));
    }

    synchronized int deliveries() {
        return digests.size();
    }

    /** How many came again under an id already seen. */
    synchronized int resent() {
        return resent;
    }

    /** Delivery ids under which two different contents came. */
    synchronized List<String> contradictory() {
        return digests.entrySet().stream()
                .filter(delivery -> delivery.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    List<String> refusals() {
        return List.copyOf(refusals);
    }
}
