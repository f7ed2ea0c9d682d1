package org.harborlight.connector.inbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many may read or wait at a time: all partners together, and each one. Thread-safe. */
final class InboxPlaces {
    private final int inAll;
    private final int each;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, Integer> byPartner = new ConcurrentHashMap<>();

    InboxPlaces(int inAll, int each) {
        this.inAll = inAll;
        this.each = each;
    }

    /** After a yes, {@link #leave} must follow. */
    boolean enter(String partnerId) {
        if (taken.incrementAndGet() > inAll) {
            taken.decrementAndGet();
            return false;
        }
        if (byPartner.merge(partnerId, 1, Integer::sum) > each) {
            leave(partnerId);
            return false;
        }
        return true;
    }

    void leave(String partnerId) {
        byPartner.computeIfPresent(partnerId, (_, count) -> count == 1 ? null : count - 1);
        taken.decrementAndGet();
    }

    int taken() {
        return taken.get();
    }
}
