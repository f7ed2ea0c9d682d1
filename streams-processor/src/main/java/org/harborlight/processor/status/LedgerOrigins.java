package org.harborlight.processor.status;

import java.util.List;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;

/** The topics whose records must each get one outcome. */
public final class LedgerOrigins {
    public static final List<Lane> LANES = List.of(Lane.URGENT, Lane.STANDARD);
    public static final List<String> NOTICES =
            LANES.stream().map(Topics::notices).toList();
    public static final List<String> HANDOVERS =
            LANES.stream().map(Topics::handovers).toList();

    private LedgerOrigins() {}

    /** Whether every offset of the topic is a record: its producer writes without transactions. */
    public static boolean dense(String topic) {
        return NOTICES.contains(topic);
    }
}
