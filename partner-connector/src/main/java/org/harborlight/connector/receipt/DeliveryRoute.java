package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** One thing a partner can say about a delivery. Called on a worker thread, so it may block for a moment. */
interface DeliveryRoute {
    CompletableFuture<Reply> answer(Caller.Partner caller, String deliveryId, ObjectNode body);
}
