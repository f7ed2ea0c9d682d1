package org.harborlight.connector.inbox;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.connector.lane.DeliveryCheck;
import org.harborlight.connector.lane.DeliveryVerifier;
import org.harborlight.connector.push.Dispatch;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.telemetry.LaneMetrics;

/** Makes what a page shows of one lane's records; nothing is shown that was not verified right before. For one thread. */
final class ItemMaker {
    private final LaneId lane;
    private final InboxSources sources;
    private final DeliveryVerifier verifier;
    private final LaneMetrics metrics;

    ItemMaker(LaneId lane, InboxSources sources) {
        this.lane = lane;
        this.sources = sources;
        this.verifier = new DeliveryVerifier(lane, sources.formats(), sources.directory(), sources.clock());
        this.metrics = new LaneMetrics(sources.meters(), lane);
    }

    InboxItem of(ConsumerRecord<String, byte[]> record) {
        return switch (verifier.check(record.value(), Instant.ofEpochMilli(record.timestamp()))) {
            case DeliveryCheck.Genuine genuine -> of(genuine.signed());
            case DeliveryCheck.Rejected _ -> new InboxItem.Passed();
            case DeliveryCheck.TooSoon _ -> new InboxItem.NotYet();
        };
    }

    private InboxItem of(SignedDelivery signed) {
        var partner = sources.directory().get().participant(lane.partnerId());
        return switch (sources.dispatch()
                .prepare(signed, partner, sources.clock().instant())) {
            case Dispatch.Prepared.Ready ready -> {
                Dispatch.count(signed, ready, metrics);
                metrics.pulled();
                yield new InboxItem.Body(Buffer.buffer(Dispatch.body(signed, ready)));
            }
            case Dispatch.Prepared.NotYet _ -> new InboxItem.NotYet();
            case Dispatch.Prepared.Withheld _ -> new InboxItem.Passed();
        };
    }
}
