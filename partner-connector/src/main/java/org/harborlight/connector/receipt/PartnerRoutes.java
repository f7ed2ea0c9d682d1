package org.harborlight.connector.receipt;

import java.time.InstantSource;
import java.util.Map;
import org.harborlight.connector.inbox.Inbox;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.schemas.codec.WriterSchemas;

/** What partners can ask and say: about a delivery, by the last part of the path, and of their inbox. */
public final class PartnerRoutes {
    private final Map<String, DeliveryRoute> byName;
    private final InboxRoute inbox;
    private final AckRoute acks;
    private final AvroSchemaRoute schemas;

    public PartnerRoutes(
            DeliveryStates states,
            Acknowledgements acknowledgements,
            ReceiptMetrics metrics,
            FeedbackPublisher publisher,
            Inbox inbox,
            WriterSchemas writers,
            InstantSource clock) {
        ReceiptRoute receipts = new ReceiptRoute(states, acknowledgements, metrics, clock);
        this.byName = Map.of("receipt", receipts, "feedback", new FeedbackRoute(states, publisher, clock));
        this.inbox = new InboxRoute(inbox);
        this.acks = new AckRoute(receipts);
        this.schemas = new AvroSchemaRoute(writers);
    }

    InboxRoute inbox() {
        return inbox;
    }

    AckRoute acks() {
        return acks;
    }

    AvroSchemaRoute schemas() {
        return schemas;
    }

    Map<String, DeliveryRoute> byName() {
        return byName;
    }
}
