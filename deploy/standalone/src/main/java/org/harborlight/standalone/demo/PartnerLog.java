package org.harborlight.standalone.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What one demo partner received and refused. Safe for all threads. */
final class PartnerLog {
    private final Map<String, Received> deliveries = new LinkedHashMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int resent;

    synchronized void received(Received received) {
        if (deliveries.putIfAbsent(received.delivery().getDeliveryId(), received) != null) {
            resent++;
        }
        notifyAll();
    }

    synchronized void refused(String reason) {
        refusals.merge(reason, 1, Integer::sum);
        notifyAll();
    }

    synchronized Collection<Received> all() {
        return new ArrayList<>(deliveries.values());
    }

    synchronized Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    synchronized int resent() {
        return resent;
    }

    /** Waits for a delivery that fits; empty when none came in time. */
    synchronized Optional<Received> await(Predicate<Received> fits, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (true) {
            Optional<Received> found = deliveries.values().stream().filter(fits).findFirst();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }
}
