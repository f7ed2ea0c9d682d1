package org.harborlight.processor.link;

import java.util.function.Supplier;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.command.CommandVerifier;

/**
 * What both stages of a lane share: which lane, its formats, its bounds, and the current routing snapshot, which is read
 * once per record, how long to wait for a receipt key, what the cap on versions did, and who may
 * command. Thread-safe.
 */
public record LaneContext(
        Lane lane,
        LaneFormats formats,
        LaneBounds bounds,
        Supplier<RoutingSnapshot> routing,
        ReceiptKeyPatience patience,
        DigestCounts counts,
        CommandVerifier commands) {}
