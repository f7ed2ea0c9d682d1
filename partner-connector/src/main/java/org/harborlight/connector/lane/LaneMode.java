package org.harborlight.connector.lane;

/** How a partner gets its deliveries, as its directory entry says. */
public enum LaneMode {
    /** It has an endpoint, to which they are sent. */
    PUSH,
    /** It has none and fetches them from its inbox; the lane keeps their books. */
    PULL
}
