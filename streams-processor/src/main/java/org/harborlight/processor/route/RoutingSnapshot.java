package org.harborlight.processor.route;

import java.util.Set;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.directory.Directory;

/**
 * What one record is routed against: one directory head and the partner topics that are known to exist. Immutable; read
 * once per record, so that nothing changes halfway through a decision.
 */
public record RoutingSnapshot(Directory directory, Set<String> deliveryTopics) {
    public RoutingSnapshot {
        deliveryTopics = Set.copyOf(deliveryTopics);
    }

    /** Whether the partner has a topic on the lane. */
    boolean reaches(String partnerId, Lane lane) {
        return deliveryTopics.contains(Topics.deliveries(partnerId, lane));
    }
}
