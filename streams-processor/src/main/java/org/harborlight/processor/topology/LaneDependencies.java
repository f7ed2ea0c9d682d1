package org.harborlight.processor.topology;

import java.util.function.Supplier;
import org.harborlight.processor.enrich.Geolocation;
import org.harborlight.processor.link.DigestCounts;
import org.harborlight.processor.link.ReceiptKeyPatience;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/**
 * What a lane works with: codecs of the topics, the exchange's identifiers, the signer of deliveries (exchange key of
 * purpose DELIVERY), geolocation, the current routing snapshot, how long to wait for a receipt key, what counts the digests, and who may command. All of them thread-safe; the lane closes none.
 */
public record LaneDependencies(
        WireFormats formats,
        Identifiers identifiers,
        EnvelopeSigner deliverySigner,
        Geolocation geolocation,
        Supplier<RoutingSnapshot> routing,
        ReceiptKeyPatience patience,
        DigestCounts digests,
        CommandVerifier commands) {}
