package org.harborlight.connector.lane;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The deliveries that a lane has ended last, which the view of topic delivery-state may not show yet: a second record of
 * one of them must not begin it again. Bounded. Belongs to the lane's thread.
 */
final class RecentlyEnded {
    private static final int MOST = 20_000;

    private final Set<String> ids = new LinkedHashSet<>();

    void add(String deliveryId) {
        ids.add(deliveryId);
        if (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
    }

    boolean holds(String deliveryId) {
        return ids.contains(deliveryId);
    }
}
